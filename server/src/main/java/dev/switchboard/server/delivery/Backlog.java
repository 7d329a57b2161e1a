// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import dev.switchboard.server.config.DeliverySettings;
import dev.switchboard.server.config.Overflow;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one client has not taken yet, bounded in bytes and messages: what waits, and what is in
 * flight, which is with the socket. When it is full, the policy of the newest message's topic
 * decides. Owned by the outbox's lane.
 */
final class Backlog {

    /** What became of a segment that was offered. */
    enum Offer {
        /** It waits, and all that waited before does too. */
        KEPT,
        /** It, or others, were dropped; the client will be told. */
        DROPPED,
        /** There is no room for it, and nothing that may be dropped. */
        FULL
    }

    /** The value of {@link #fullness} at the limit. */
    static final double LIMIT = 1;

    private final LaneMemory memory;
    private final Waiting waiting;

    /** What is with the socket, which has not taken all of it. */
    private @Nullable Segment flying;

    private @Nullable Losses losses;

    Backlog(LaneMemory memory) {
        this.memory = memory;
        this.waiting = new Waiting(memory);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Messages that wait or are in flight. */
    int messages() {
        return waiting.messages() + (flying == null ? 0 : flying.messages());
    }

    /** Their bytes. */
    long bytes() {
        return waiting.bytes() + (flying == null ? 0 : flying.length());
    }

    /**
     * How full it is, what is in flight included; {@link #LIMIT} is as full as it may be. When
     * memory is short, that is less than the settings allow.
     */
    double fullness(DeliverySettings settings) {
        var limit = settings.outbox();
        long most = Math.min(limit.bytes().bytes(), memory.share());
        return Math.max((double) messages() / limit.messages(), (double) bytes() / most);
    }

    /**
     * The topic of the newest that waits; null if nothing waits or it was for this client alone.
     */
    @Nullable TopicFlow newestFlow() {
        return waiting.isEmpty() ? null : waiting.last().flow();
    }

    /** Has a segment wait, whatever the limits: while the socket takes all, there are none. */
    void add(Segment segment) {
        waiting.addLast(segment);
    }

    /** Has a segment wait, within the limits. */
    Offer offer(Segment segment, LaneContext lane) {
        if (!tellGapBefore(segment, lane)) {
            return Offer.DROPPED;
        }
        waiting.addLast(segment);
        return bound(lane);
    }

    /** Reduces what waits to the limits, by the policy of the newest message's topic. */
    Offer bound(LaneContext lane) {
        var settings = lane.current();
        var outcome = Offer.KEPT;
        while (!waiting.isEmpty() && fullness(settings) > LIMIT) {
            if (!makeRoom(waiting.last(), settings, lane.meters())) {
                return Offer.FULL;
            }
            outcome = Offer.DROPPED;
        }
        return outcome;
    }

    private boolean makeRoom(Segment newest, DeliverySettings settings, DeliveryMeters meters) {
        var policy = Overflows.inTheEnd(newest.flow(), settings);
        return switch (policy) {
            case DROP_NEWEST -> {
                dropNewest(waiting.removeLast(), meters);
                yield true;
            }
            case DROP_OLDEST -> dropOldest(newest, settings, meters);
            case DISCONNECT -> newest.flow() == null && dropOldest(newest, settings, meters);
            case SLOW_PUBLISHER -> false; // as a fallback it would be no end to the waiting
        };
    }

    private void dropNewest(Segment segment, DeliveryMeters meters) {
        losses().behind(Objects.requireNonNull(segment.flow()), segment.messages());
        meters.dropped(Overflow.DROP_NEWEST, segment.messages());
    }

    /**
     * Drops the oldest message that may be dropped; replies and direct messages may not. It is one
     * of the same topic, if there is one, so a flood pushes out itself and not what is rare.
     */
    private boolean dropOldest(Segment newest, DeliverySettings settings, DeliveryMeters meters) {
        var oldest =
                waiting.removeOldest(segment ->
                        segment.flow() == newest.flow()
                                && segment != newest
                                && isDroppable(segment, settings));
        if (oldest == null) {
            oldest = waiting.removeOldest(segment -> isDroppable(segment, settings));
        }
        if (oldest == null) {
            return false;
        }
        losses().before(Objects.requireNonNull(oldest.flow()), oldest.messages());
        meters.dropped(Overflow.DROP_OLDEST, oldest.messages());
        return true;
    }

    private static boolean isDroppable(Segment segment, DeliverySettings settings) {
        var policy = Overflows.inTheEnd(segment.flow(), settings);
        return policy == Overflow.DROP_OLDEST || policy == Overflow.DROP_NEWEST;
    }

    private Losses losses() {
        var present = losses == null ? new Losses() : losses;
        losses = present;
        return present;
    }

    /**
     * If the newest of this topic were dropped, says so in front of the next that finds room, for
     * there is the hole. False if there is no room for both; then the next is dropped as well.
     */
    private boolean tellGapBefore(Segment next, LaneContext lane) {
        var flow = next.flow();
        int missed = losses == null || flow == null ? 0 : losses.behind(flow);
        if (losses == null || flow == null || missed == 0) {
            return true;
        }
        waiting.addLast(Segment.direct(lane.encoder().gap(flow.topic(), missed), null));
        waiting.addLast(next);
        boolean isRoom = fullness(lane.current()) <= LIMIT;
        waiting.removeLast();
        if (isRoom) {
            losses.told(flow);
        } else {
            waiting.removeLast();
            dropNewest(next, lane.meters());
        }
        return isRoom;
    }

    /** Puts the notices of what was dropped where the holes are. */
    void tellLosses(Encoder encoder) {
        if (losses != null) {
            losses.tell(encoder, waiting::addFirst, waiting::addLast);
            losses = null;
        }
    }

    /**
     * Takes out the oldest segments, joined into one: up to so many bytes, but at least one
     * segment.
     */
    Segment removeUpTo(int bytes) {
        return waiting.removeUpTo((int) Math.min(bytes, memory.share()));
    }

    /** The socket has begun with this segment. */
    void takeOff(Segment segment) {
        segment.kept(memory);
        flying = segment;
    }

    boolean isInFlight() {
        return flying != null;
    }

    /** The socket has taken what was in flight; null if nothing was. */
    @Nullable Segment land() {
        var landed = flying;
        if (landed != null) {
            landed.released(memory);
            flying = null;
        }
        return landed;
    }

    /** Forgets what waits; what is in flight is with the socket and stays there. */
    void clear() {
        waiting.clear();
        losses = null;
    }
}
