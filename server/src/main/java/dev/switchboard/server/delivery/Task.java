// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import org.jspecify.annotations.Nullable;

/** Something for a lane to do in its turn. */
sealed interface Task {

    /**
     * Take a publication to this lane's share of its audience.
     *
     * @param except who does not get it
     * @param since when the message it comes from was read, in nanoseconds of the clock
     */
    record Delivery(Audience audience, Publication publication, @Nullable Outbox except, long since)
            implements Task {}

    /**
     * Take a message to one client.
     *
     * @param cause whose message led to it; null if nobody's did
     */
    record Direct(Outbox outbox, Frame frame, @Nullable Publisher cause) implements Task {}

    /**
     * Do something.
     *
     * @param cause it comes after what waits with this cause; null if it need not wait
     */
    record Chore(@Nullable Object cause, Runnable work) implements Task {}

    /** Go on with an outbox whose socket has taken what it was given. */
    record Written(Outbox outbox) implements Task {}
}
