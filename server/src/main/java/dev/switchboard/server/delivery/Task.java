// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import org.jspecify.annotations.Nullable;

/** Something for a lane to do in its turn. */
sealed interface Task {

    /**
     * Take one message to this lane's share of one audience.
     *
     * @param except who does not get it
     * @param publisher who may be held while receivers are behind
     * @param since when the message it comes from was read, in nanoseconds of the clock
     */
    record Publication(
            Audience audience,
            Frame frame,
            @Nullable Outbox except,
            @Nullable Publisher publisher,
            long since)
            implements Task {}

    /** Do something after all that was published before, and before all that will be. */
    record Chore(Runnable work) implements Task {}

    /** Go on with an outbox whose socket has taken what it was given. */
    record Written(Outbox outbox) implements Task {}
}
