// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import org.jspecify.annotations.Nullable;

/**
 * One message on its way to one audience.
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
        implements Lane.Task {

    @Override
    public void perform(Lane turn) {
        turn.publish(this);
    }
}
