// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import dev.switchboard.server.delivery.FairQueue.Flow;
import dev.switchboard.server.delivery.Task.Chore;
import dev.switchboard.server.delivery.Task.Delivery;
import dev.switchboard.server.delivery.Task.Direct;
import dev.switchboard.server.delivery.Task.Written;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one lane, and which of them is next. As long as a turn can do all that waits, they
 * are done as they came. If there is more, the rest is sorted by cause, and causes take turns until
 * nothing is left. Any thread adds; all else belongs to the lane's turn.
 */
final class Workload {

    /** Who does the tasks. */
    interface Worker {

        /** Does a task, and returns what it cost. */
        long serve(Task task);

        /** Whether a publication would go out with the one that was served last. */
        boolean isJoined(Delivery next);

        /** Whether it takes long to write to all its receivers. */
        boolean isLarge(Delivery delivery);

        /** What a task keeps in memory. */
        long weight(Task task);

        /** How much may wait for one topic before those who publish to it are held. */
        long roomForTopic();
    }

    /** A service whose receivers have not all been written to, and what it cost. */
    private record Service(Flow<Task> flow, long cost) {}

    /** Tasks done per turn, so that clients get something before a flood is through. */
    private static final int MOST_TASKS = 1024;

    /** Tasks sorted per turn; that takes no more than some milliseconds. */
    private static final int MOST_SORTED = 16 * 1024;

    /** The cost of a turn, some milliseconds. */
    private static final long TURN = 4L << 20;

    /** The cost of a turn in which some receivers of a large audience are written to as well. */
    private static final long SHORT_TURN = TURN / 8;

    /** So many tasks are looked at, at most, to find one that should not wait. */
    private static final int MOST_LOOKED_AT = 64;

    /**
     * What one cause may cost in one go while others wait; some milliseconds. Batches that are
     * larger cost less for each message, but others wait for all of it.
     */
    private static final long SERVICE = 8L << 20;

    /**
     * What any service costs at least, in bytes that could be written meanwhile. Some write
     * nothing, as when a client joins or leaves; many of them are work all the same.
     */
    private static final long LEAST = 256;

    /** What a cause that was silent may say at once, whoever else floods. */
    private static final long BONUS = 64 * 1024;

    private final Worker worker;
    private final Queue<Task> arrived = new ConcurrentLinkedQueue<>();
    private final FairQueue<Task> sorted;

    /** Their flows are not served again before nothing is left to be written. */
    private final List<Service> unwritten = new ArrayList<>();

    /** Of which more waits than should: those who publish to them are held. */
    private final Map<Audience, Flow<Task>> crowded = new HashMap<>();

    Workload(Worker worker) {
        this.worker = worker;
        this.sorted = new FairQueue<>(BONUS, worker::weight);
    }

    /** Adds a task. Any thread. */
    void add(Task task) {
        arrived.add(task);
    }

    /** Whether tasks have come that no turn has seen. Any thread. */
    boolean hasArrived() {
        return !arrived.isEmpty();
    }

    /** Whether anything is left to be done. */
    boolean isLeft() {
        return !arrived.isEmpty() || !sorted.isEmpty();
    }

    /**
     * Does as much as belongs into one turn.
     *
     * @param left what it costs to write the rest of what was served before; mostly nothing, 0
     */
    void serve(long left) {
        if (left == 0) {
            unwritten.forEach(service -> sorted.end(service.flow(), service.cost()));
            unwritten.clear();
        }
        if (!sorted.isEmpty()) {
            sort();
            serveFairly(left == 0 ? TURN : SHORT_TURN);
        } else if (left == 0 || haveOthers()) {
            serveInOrder(left);
        }
    }

    /** Whether anything waits that should not wait for all receivers of a large audience. */
    boolean haveOthers() {
        if (sorted.hasNext()) {
            return true;
        }
        int looked = 0;
        for (var task : arrived) {
            if (!isLarge(task)) {
                return true;
            }
            if (++looked == MOST_LOOKED_AT) {
                return false;
            }
        }
        return false;
    }

    private void serveInOrder(long left) {
        long most = left == 0 ? Long.MAX_VALUE : left + SHORT_TURN;
        long cost = left;
        int taken = 0;
        while (cost < most || isJoined(arrived.peek())) {
            var task = arrived.poll();
            if (task == null) {
                return;
            }
            if ((cost > TURN || taken >= MOST_TASKS) && !isJoined(task)) {
                sort(task); // from the next turn on, all are
                return;
            }
            cost += worker.serve(task);
            taken++;
        }
    }

    /**
     * What has one cause and goes out together is one service; less of it if others wait, and there
     * are many receivers.
     */
    private void serveFairly(long most) {
        for (long cost = 0; cost < most && sorted.hasNext(); ) {
            var flow = sorted.begin();
            var first = sorted.take(flow);
            long service = worker.serve(first);
            for (var next = flow.peek();
                    next != null && isJoined(next) && (service < SERVICE || sorted.isAlone(flow));
                    next = flow.peek()) {
                service += worker.serve(sorted.take(flow));
            }
            service = Math.max(LEAST, service);
            if (isLarge(first)) {
                unwritten.add(new Service(flow, service));
            } else {
                sorted.end(flow, service);
            }
            cost += service;
        }
        crowded.entrySet().removeIf(entry -> isEased(entry.getKey(), entry.getValue()));
    }

    private boolean isEased(Audience audience, Flow<Task> flow) {
        boolean isEased = flow.waiting() <= worker.roomForTopic() / 2;
        if (isEased) {
            audience.flow().brake().ease();
        }
        return isEased;
    }

    private void add(Delivery delivery) {
        var audience = delivery.audience();
        var flow = sorted.add(audience, delivery);
        if (flow.waiting() > worker.roomForTopic() && crowded.put(audience, flow) == null) {
            audience.flow().brake().press();
        }
    }

    /** What goes out together is not parted: the next one costs next to nothing. */
    private boolean isJoined(@Nullable Task task) {
        return task instanceof Delivery next && worker.isJoined(next);
    }

    private boolean isLarge(Task task) {
        return task instanceof Delivery delivery && worker.isLarge(delivery);
    }

    private void sort() {
        @Nullable Task task;
        for (int taken = 0; taken < MOST_SORTED && (task = arrived.poll()) != null; taken++) {
            sort(task);
        }
    }

    /** What has no cause is done now. */
    private void sort(Task task) {
        switch (task) {
            case Delivery delivery -> add(delivery);
            case Direct(var outbox, _, var cause) ->
                    sorted.add(cause == null ? outbox.owner() : cause, task);
            case Chore(var cause, _) when cause != null -> sorted.add(cause, task);
            case Chore _, Written _ -> worker.serve(task);
        }
    }
}
