// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import dev.switchboard.server.config.DeliverySettings;
import dev.switchboard.server.config.Overflow;
import org.jspecify.annotations.Nullable;

/** The publishers of one topic wait for one client that is behind. Owned by the outbox's lane. */
final class PublisherPause {

    /** How full the client's backlog is when it begins, and below what it ends. */
    private static final double BEGIN = Backlog.LIMIT / 2;

    private static final double END = Backlog.LIMIT / 4;

    private final TopicFlow flow;
    private final long since;
    private boolean isOver;

    private PublisherPause(TopicFlow flow, long now) {
        this.flow = flow;
        this.since = now;
        flow.brake().press();
    }

    /** Begins if the backlog fills with what belongs to a topic that prefers to wait; else null. */
    static @Nullable PublisherPause ifNeeded(Backlog backlog, LaneContext lane) {
        var flow = backlog.newestFlow();
        var settings = lane.current();
        if (flow == null
                || backlog.fullness(settings) < BEGIN
                || Overflows.of(flow, settings) != Overflow.SLOW_PUBLISHER) {
            return null;
        }
        lane.meters().braked();
        return new PublisherPause(flow, lane.nanos());
    }

    /** Whether the client has caught up. */
    boolean isNeedless(Backlog backlog, DeliverySettings settings) {
        return backlog.fullness(settings) < END;
    }

    /** Whether the publishers have waited for as long as they are to. */
    boolean isWorn(DeliverySettings settings, long now) {
        return !isOver && now - since > settings.slowPublisher().maxPause().toNanos();
    }

    /** Lets the publishers go on. */
    void end() {
        if (!isOver) {
            isOver = true;
            flow.brake().ease();
        }
    }
}
