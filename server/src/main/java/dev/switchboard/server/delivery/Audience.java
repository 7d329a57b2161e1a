// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import dev.switchboard.api.Topic;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Who receives what is published to one topic. Each lane keeps its own share of the members and is
 * the only one to touch it. With several lanes, publications enter all of them under {@link
 * #order}, so every member sees one and the same sequence.
 */
public final class Audience {

    private static final int SMALLEST = 2;

    private final Topic topic;
    private final Shard[] shards;

    /** Taken while a publication enters the lanes, when there is more than one. */
    final ReentrantLock order = new ReentrantLock();

    /** Members that were admitted, which the lanes may not have seen yet. Any thread. */
    private final AtomicInteger size = new AtomicInteger();

    /** Made when a member falls behind under the policy slow-publisher. Guarded by order. */
    private volatile @Nullable Brake brake;

    Audience(Topic topic, int lanes) {
        this.topic = topic;
        this.shards = new Shard[lanes];
        for (int lane = 0; lane < lanes; lane++) {
            shards[lane] = new Shard();
        }
    }

    /** What is published to it. */
    public Topic topic() {
        return topic;
    }

    /** How many members it has. */
    public int size() {
        return size.get();
    }

    void grow(int by) {
        size.addAndGet(by);
    }

    Shard shard(int lane) {
        return shards[lane];
    }

    /** Holds a publisher if members are behind and the topic's policy is to wait for them. */
    void hold(Publisher publisher) {
        var present = brake;
        if (present != null) {
            present.hold(publisher);
        }
    }

    Brake brake() {
        var present = brake;
        if (present != null) {
            return present;
        }
        order.lock();
        try {
            present = brake;
            if (present == null) {
                present = new Brake();
                brake = present;
            }
            return present;
        } finally {
            order.unlock();
        }
    }

    /** One lane's share of the members. Owned by that lane. */
    static final class Shard {

        private @Nullable Membership[] members = new Membership[0];
        private int size;

        int size() {
            return size;
        }

        Outbox outbox(int place) {
            return Objects.requireNonNull(members[place]).outbox();
        }

        void add(Membership membership) {
            if (size == members.length) {
                members = Arrays.copyOf(members, Math.max(SMALLEST, size + (size >> 1)));
            }
            membership.place = size;
            members[size++] = membership;
        }

        void remove(Membership membership) {
            int place = membership.place;
            if (place < 0) {
                return;
            }
            var last = Objects.requireNonNull(members[--size]);
            members[place] = last;
            last.place = place;
            members[size] = null;
            membership.place = -1;
            if (size < members.length / 4) {
                members = Arrays.copyOf(members, members.length / 2);
            }
        }
    }
}
