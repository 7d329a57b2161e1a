// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tasks of a lane that has more to do than fits into a turn, sorted by what causes them: each topic
 * is a flow, and each client whose messages lead to messages for single clients. Tasks of one flow
 * keep their order. Of several flows, the one that has been served least is next, counted in cost.
 * So a flood waits behind itself, and what is rare is served at once. Owned by the lane's turn.
 *
 * <p>This is start-time fair queuing. The clock of the queue is where the flow in service started,
 * in cost. A flow that comes after a pause starts a little before the clock, and so before all that
 * are busy; it has saved up no more than that. So two flows that both have work never differ by
 * more than this bonus and the largest single service of each.
 *
 * @param <T> what is to be done
 */
final class FairQueue<T> {

    /** What has one cause. */
    static final class Flow<T> implements Comparable<Flow<T>> {
        private final Queue<T> tasks = new ArrayDeque<>();

        /** Where its next service starts, in cost. */
        private long start = Long.MIN_VALUE;

        /** What its tasks weigh together. */
        private long waiting;

        private boolean isServed;

        /** Decides between flows that start together. */
        private final long number;

        private Flow(long number) {
            this.number = number;
        }

        /** What its tasks weigh together. */
        long waiting() {
            return waiting;
        }

        /** Its next task, which stays; null if there is none. */
        @Nullable T peek() {
            return tasks.peek();
        }

        @Override
        public int compareTo(Flow<T> other) {
            int order = Long.compare(start, other.start);
            return order == 0 ? Long.compare(number, other.number) : order;
        }
    }

    /** With so many flows, those are looked for that may be forgotten. */
    private static final int SWEEP_AT = 1000;

    /**
     * Also such as have no tasks now, so that coming and going earns nothing, until that makes no
     * difference any more.
     */
    private final Map<Object, Flow<T>> flows = new HashMap<>();

    /** The flows that have tasks, but for those in service. */
    private final PriorityQueue<Flow<T>> order = new PriorityQueue<>();

    private final long bonus;
    private final ToLongFunction<T> weight;
    private int sweepAt = SWEEP_AT;
    private int size;
    private long clock;
    private long arrivals;
    private int inService;

    /**
     * A queue without tasks.
     *
     * @param bonus how much a flow that comes after a pause may be served before others
     * @param weight what a task weighs; always the same
     */
    FairQueue(long bonus, ToLongFunction<T> weight) {
        this.bonus = bonus;
        this.weight = weight;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Whether tasks with this cause wait. */
    boolean holds(Object key) {
        var flow = flows.get(key);
        return flow != null && !flow.tasks.isEmpty();
    }

    /** Adds a task; returns the flow to which it belongs. */
    Flow<T> add(Object key, T task) {
        var flow = flows.computeIfAbsent(key, _ -> new Flow<>(arrivals++));
        flow.tasks.add(task);
        flow.waiting += weight.applyAsLong(task);
        size++;
        if (flow.tasks.size() == 1 && !flow.isServed) {
            flow.start = Math.max(flow.start, clock - bonus);
            order.add(flow);
        }
        return flow;
    }

    /** Whether a flow that has tasks is not in service. */
    boolean hasNext() {
        return !order.isEmpty();
    }

    /** Begins to serve the flow that is next; there must be one. */
    Flow<T> begin() {
        var flow = order.remove();
        flow.isServed = true;
        inService++;
        clock = Math.max(clock, flow.start);
        return flow;
    }

    /** Whether no other flow has tasks. */
    boolean isAlone(Flow<T> flow) {
        return size == flow.tasks.size();
    }

    /** Takes the next task of a flow in service; there must be one. */
    T take(Flow<T> flow) {
        size--;
        var task = Objects.requireNonNull(flow.tasks.poll());
        flow.waiting -= weight.applyAsLong(task);
        return task;
    }

    /** A flow in service has had its turn, which cost so much. */
    void end(Flow<T> flow, long cost) {
        flow.isServed = false;
        inService--;
        flow.start += cost;
        if (!flow.tasks.isEmpty()) {
            order.add(flow);
        } else if (size == 0 && inService == 0) { // nobody is left to be fair to
            flows.clear();
        } else if (flows.size() >= sweepAt) {
            flows.values().removeIf(this::makesNoDifference);
            sweepAt = Math.max(SWEEP_AT, flows.size() * 2);
        }
    }

    private boolean makesNoDifference(Flow<T> flow) {
        return flow.tasks.isEmpty() && !flow.isServed && flow.start <= clock - bonus;
    }

    /** How many causes are known. */
    int causes() {
        return flows.size();
    }
}
