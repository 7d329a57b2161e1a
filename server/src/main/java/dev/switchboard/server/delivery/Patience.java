// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

/**
 * That the publishers of one topic wait for one client, for so long and no longer. Owned by the
 * outbox's lane.
 */
final class Patience {

    private final Source source;
    private final long since;
    private boolean isOver;

    /** Has the publishers wait from now on. */
    Patience(Source source, long now) {
        this.source = source;
        this.since = now;
        source.brake().press();
    }

    /** For how long they wait, in nanoseconds; nothing once they do not. */
    long lasts(long now) {
        return isOver ? 0 : now - since;
    }

    /** Lets the publishers go on. */
    void end() {
        if (!isOver) {
            isOver = true;
            source.brake().ease();
        }
    }
}
