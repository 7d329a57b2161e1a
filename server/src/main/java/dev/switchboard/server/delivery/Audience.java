// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import dev.switchboard.api.Topic;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The receivers of what is published to one topic. Each lane keeps its own share of the members,
 * and only this lane touches it. Joining and leaving take effect in the member's lane, in order
 * with publications. Any thread may join, leave and publish.
 */
public final class Audience {

    private final TopicFlow flow;
    private final Shard[] shards;

    /** Taken while a publication enters the lanes, when there is more than one. */
    final ReentrantLock order = new ReentrantLock();

    /** Members that were admitted, which their lanes may not have seen yet. */
    private final AtomicInteger size = new AtomicInteger();

    Audience(Topic topic, int lanes) {
        this.flow = new TopicFlow(topic);
        this.shards = new Shard[lanes];
        for (int lane = 0; lane < lanes; lane++) {
            shards[lane] = new Shard();
        }
    }

    /** One outbox's place in one audience. */
    public static final class Membership {

        private final Outbox outbox;

        /** Where it stands in its shard, or -1. Owned by the outbox's lane. */
        private int place = -1;

        private Membership(Outbox outbox) {
            this.outbox = outbox;
        }
    }

    /** Makes the outbox a member. */
    public Membership join(Outbox outbox) {
        size.incrementAndGet();
        var membership = new Membership(outbox);
        var lane = outbox.host();
        lane.performAfter(this, 0, () -> shards[lane.context().index()].add(membership));
        return membership;
    }

    /** Ends a membership; once only. */
    public void leave(Membership membership) {
        size.decrementAndGet();
        var lane = membership.outbox.host();
        lane.performAfter(this, 0, () -> shards[lane.context().index()].remove(membership));
    }

    /**
     * Ends a membership, and tells the client by this frame behind all that came of it; once only.
     */
    public void leave(Membership membership, Frame last) {
        size.decrementAndGet();
        var outbox = membership.outbox;
        var lane = outbox.host();
        lane.performAfter(
                this,
                1,
                () -> {
                    shards[lane.context().index()].remove(membership);
                    outbox.append(Segment.direct(last, null));
                    lane.context().meters().sent(last, 1);
                });
    }

    /** How many members it has. */
    public int size() {
        return size.get();
    }

    /** How many publications its members have got so far; may be a little old. */
    public long publications() {
        return Arrays.stream(shards).mapToLong(shard -> shard.publications).max().orElse(0);
    }

    /** What these cost, in bytes: those that were sent, and 2,048 for each receiver. */
    public long cost() {
        return Arrays.stream(shards).mapToLong(shard -> shard.cost).sum();
    }

    /** What its members receive. */
    public Topic topic() {
        return flow.topic();
    }

    TopicFlow flow() {
        return flow;
    }

    Shard shard(int lane) {
        return shards[lane];
    }

    /**
     * One lane's share of the members. Owned by that lane. Those who take compressed frames come
     * last, so that a {@link Batch} gives each part its bytes without asking each member. All speak
     * JSON; a second encoding would part the members in the same way.
     */
    static final class Shard {

        private static final int SMALLEST = 2;

        private @Nullable Membership[] members = new Membership[0];
        private int size;

        /** How many take no compressed frames. */
        private int plain;

        /** Written in the lane's turn; others may read it, and see what is a little old. */
        private long publications;

        /** Likewise. */
        private long cost;

        /** So many publications went to the members, at this cost. */
        void note(int more, long costOfAll) {
            publications += more;
            cost += costOfAll;
        }

        int size() {
            return size;
        }

        /** How many take no compressed frames; they come first. */
        int plain() {
            return plain;
        }

        /** Whether it takes long to write to all, so that others are not to wait for that. */
        boolean isLarge() {
            return size > FlushQueue.PART;
        }

        Outbox outbox(int place) {
            return member(place).outbox;
        }

        private void add(Membership membership) {
            if (size == members.length) {
                members = Arrays.copyOf(members, Math.max(SMALLEST, size + (size >> 1)));
            }
            if (membership.outbox.mayCompress()) {
                put(membership, size++);
                return;
            }
            if (plain < size) {
                put(member(plain), size);
            }
            put(membership, plain++);
            size++;
        }

        private void put(Membership membership, int place) {
            members[place] = membership;
            membership.place = place;
        }

        private Membership member(int place) {
            return Objects.requireNonNull(members[place]);
        }

        private void remove(Membership membership) {
            int place = membership.place;
            if (place < plain) {
                put(member(--plain), place);
                place = plain;
            }
            if (place < --size) {
                put(member(size), place);
            }
            members[size] = null;
            membership.place = -1;
            if (size < members.length / 4) {
                members = Arrays.copyOf(members, members.length / 2);
            }
        }
    }
}
