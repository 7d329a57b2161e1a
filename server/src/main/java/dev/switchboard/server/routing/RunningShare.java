// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import dev.switchboard.server.time.Time;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How many calls of one plugin may compute at the same time. A call counts from its start until its
 * code returns or is seen to wait for something; so code that blocks hardly waits, and code that
 * computes without end takes no more than its share of the processors. Calls that find no room wait
 * in the order of their arrival. Any thread; all that changes is guarded by the lock, and nothing
 * is started while it is held.
 */
final class RunningShare {

    /** A call that waits for something does so soon after its start. */
    private static final Duration SOONEST = Duration.ofNanos(100_000);

    private static final Duration LATEST = Duration.ofMillis(25);

    private final Lock lock = new ReentrantLock();
    private final int limit;
    private final Executor threads;
    private final Time time;
    private final Set<PluginCall> running = new HashSet<>();

    /** In the order of arrival; one that ends while it waits is found at once. */
    private final SequencedSet<PluginCall> waiting = new LinkedHashSet<>();

    private Duration pause = SOONEST;

    /** Set under the lock; taken away by the clock, which then looks. */
    private volatile boolean isLooking;

    /** A share of at most {@code limit} calls, each of which {@code threads} starts. */
    RunningShare(int limit, Executor threads, Time time) {
        this.limit = limit;
        this.threads = threads;
        this.time = time;
    }

    /** Starts the call as soon as there is room. */
    void start(PluginCall call) {
        lock.lock();
        try {
            waiting.add(call);
        } finally {
            lock.unlock();
        }
        admit();
    }

    /** The call needs no room any more. */
    void leave(PluginCall call) {
        boolean isAnybodyWaiting;
        lock.lock();
        try {
            if (!running.remove(call)) {
                waiting.remove(call);
            }
            isAnybodyWaiting = !waiting.isEmpty();
        } finally {
            lock.unlock();
        }
        if (isAnybodyWaiting) {
            admit();
        }
    }

    /** Counts those again that have gone on computing after a pause. */
    void recount(Iterable<PluginCall> underWay) {
        lock.lock();
        try {
            for (var call : underWay) {
                if (call.hasThread() && !call.isParked()) {
                    running.add(call);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void admit() {
        for (var next = next(); next != null; next = next()) {
            var call = next;
            try {
                threads.execute(call);
            } catch (RejectedExecutionException | OutOfMemoryError noThread) {
                // Later, for whoever waits behind the call is started by whoever ends it.
                var _ = time.after(Duration.ZERO, () -> call.finish(new Outcome.Failed(noThread)));
            }
        }
    }

    private @Nullable PluginCall next() {
        lock.lock();
        try {
            if (waiting.isEmpty()) {
                return null;
            }
            if (running.size() >= limit) {
                running.removeIf(PluginCall::isParked);
            }
            if (running.size() >= limit) {
                lookAgain();
                return null;
            }
            pause = SOONEST;
            var next = waiting.removeFirst();
            running.add(next);
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void lookAgain() {
        if (isLooking) {
            return;
        }
        isLooking = true;
        var _ = time.after(pause, this::look);
        pause = pause.compareTo(LATEST) < 0 ? pause.multipliedBy(2) : LATEST;
    }

    private void look() {
        isLooking = false;
        admit();
    }
}
