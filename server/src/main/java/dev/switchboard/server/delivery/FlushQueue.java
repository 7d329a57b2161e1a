// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outboxes of a lane that have something to write. Those of large audiences come last, some in
 * each turn, so that others need not wait for all of them. An outbox may be here twice; the second
 * time there is nothing left to write. Owned by the lane's turn.
 *
 * @param <T> an outbox
 */
final class FlushQueue<T> {

    private static final Logger LOG = LoggerFactory.getLogger(FlushQueue.class);

    /** To write to so many takes about a millisecond. An audience with more in a lane is large. */
    static final int PART = 128;

    private final Consumer<T> flush;
    private final List<T> soon = new ArrayList<>();
    private final Queue<T> last = new ArrayDeque<>();

    /** How many have come here to be flushed last. */
    private long added;

    /** About what it costs to flush those that come last. */
    private long cost;

    /** An empty queue of what is flushed like this. */
    FlushQueue(Consumer<T> flush) {
        this.flush = flush;
    }

    /** This one is flushed in this turn. */
    void add(T outbox) {
        soon.add(outbox);
    }

    /** This one is flushed after others. */
    void addLast(T outbox) {
        last.add(outbox);
        added++;
    }

    /** How many were added so far that come last. */
    long added() {
        return added;
    }

    /** How many of these have been flushed. */
    long flushed() {
        return added - last.size();
    }

    /** What those that come last are to write costs so much more. */
    void charge(long more) {
        cost += more;
    }

    boolean isEmpty() {
        return soon.isEmpty() && last.isEmpty();
    }

    /** About what it costs to flush those that come last; 0 if there are none. */
    long cost() {
        return cost;
    }

    /** Flushes all but those that come last, and then so many of these at most. */
    void flush(int most) {
        for (int at = 0; at < soon.size(); at++) {
            flush(soon.get(at));
        }
        soon.clear();
        int before = last.size();
        for (int n = 0; n < most && !last.isEmpty(); n++) {
            flush(last.remove());
        }
        cost = last.isEmpty() ? 0 : cost * last.size() / before;
    }

    private void flush(T outbox) {
        try {
            flush.accept(outbox);
        } catch (RuntimeException e) {
            LOG.error("a task of the delivery failed", e);
        }
    }
}
