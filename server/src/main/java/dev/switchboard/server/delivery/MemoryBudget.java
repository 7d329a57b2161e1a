// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import dev.switchboard.server.config.DeliverySettings;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * How much of the heap may be used for messages on their way out, in all. A part is for what waits
 * in the queues of the lanes; a lane never waits for a client, so that part empties by itself. The
 * other part is for what sockets have not taken. There, the more is used the less each client may
 * have: an eighth of what is left. So those with the most are the first to reach their limit, one
 * client alone never has more than its share, and the sum stays below the budget. What an address,
 * a user or a plugin may owe follows the same rule, and so the largest debtors are held first. Any
 * thread.
 */
public final class MemoryBudget {

    /** No outbox is limited to less than this; otherwise nothing could be sent at all. */
    private static final long LEAST_SHARE = 1024;

    private static final long MOST_FOR_A_LANE = 16L << 20;

    /** Of one lane. */
    private final long queue;

    /** Of all lanes. */
    private final long queues;

    /** Of all. */
    private final long outboxes;

    private final AtomicLong kept = new AtomicLong();

    /** What waits in the queue of each lane. */
    private final List<AtomicLong> queued = new CopyOnWriteArrayList<>();

    private final JointDebts debts = new JointDebts(this::debtShare);

    /** The budget that the settings give. */
    @Inject
    public MemoryBudget(Supplier<DeliverySettings> settings) {
        this(settings.get().memoryInAll(), settings.get().lanesInAll());
    }

    /** So many bytes in all; at most a fifth of it, and 16 MiB a lane, for queues. */
    MemoryBudget(long bytes, int lanes) {
        this.queue = Math.min(bytes / 5 / lanes, MOST_FOR_A_LANE);
        this.queues = queue * lanes;
        this.outboxes = bytes - queues;
    }

    /** What may wait in the queue of one lane before publishers are held. */
    long highWater() {
        return queue;
    }

    /** Begins to count what waits in the queue of one more lane. */
    AtomicLong openQueue() {
        var waiting = new AtomicLong();
        queued.add(waiting);
        return waiting;
    }

    /** What waits in the queues of all lanes now. */
    long queued() {
        long sum = 0;
        for (var each : queued) {
            sum += each.get();
        }
        return sum;
    }

    /** What addresses, users and plugins owe. */
    JointDebts debts() {
        return debts;
    }

    /** What all outboxes may keep. */
    public long outboxes() {
        return outboxes;
    }

    /** What all outboxes keep now; what several clients of a lane are sent counts once. */
    public long kept() {
        return kept.get();
    }

    void keep(long more) {
        kept.addAndGet(more);
    }

    /** What one outbox may keep now. */
    long share() {
        return Math.max(LEAST_SHARE, (outboxes - kept.get()) / 8);
    }

    /** What one address, user or plugin may owe now; of what is left of either part. */
    private long debtShare() {
        return Math.max(0, Math.min(queues - queued(), outboxes - kept.get())) / 8;
    }

    /** What it is, for people. */
    @Override
    public String toString() {
        return "clients may leave %d MiB unread in all; %d MiB may wait for each writing thread"
                .formatted(outboxes >> 20, queue >> 20);
    }

    /** Whether so little is left that nobody new should come in. */
    public boolean isTight() {
        return kept.get() > outboxes / 8 * 7;
    }
}
