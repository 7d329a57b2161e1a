// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

/** The publishers of one topic wait for one client that is behind. Owned by the outbox's lane. */
final class PublisherPause {

    private final TopicFlow flow;
    private final long since;
    private boolean isOver;

    /** Has the publishers wait from now on. */
    PublisherPause(TopicFlow flow, long now) {
        this.flow = flow;
        this.since = now;
        flow.brake().press();
    }

    /** For how long they wait, in nanoseconds; nothing once they do not. */
    long lasts(long now) {
        return isOver ? 0 : now - since;
    }

    /** Lets the publishers go on. */
    void end() {
        if (!isOver) {
            isOver = true;
            flow.brake().ease();
        }
    }
}
