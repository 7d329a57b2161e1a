// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.server.time.Time;
import java.time.Duration;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has clients read on that were held, on threads of the server, a few at a time. Thousands may be
 * released in the same moment; if each got a thread, the threads that read all others would have to
 * share the processors with all of them. A thread that does not come back from one client does not
 * count, so the others go on. Any thread.
 */
final class Resumption implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(Resumption.class);

    /** A client that takes longer is in the code of a plugin. */
    private static final Duration LATE = Duration.ofMillis(20);

    private final Executor threads;
    private final int most;
    private final Time time;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final Lock lock = new ReentrantLock();

    /** Guarded by the lock. */
    private final Set<Worker> workers = new HashSet<>();

    /** Whether the clock will look; guarded by the lock. */
    private boolean isLooking;

    /**
     * Nobody is held yet.
     *
     * @param most how many threads work at a time
     */
    Resumption(Executor threads, int most, Time time) {
        this.threads = threads;
        this.most = most;
        this.time = time;
    }

    @Override
    public void execute(Runnable task) {
        waiting.add(task);
        help();
    }

    /** Sees to it that somebody does what waits. */
    private void help() {
        var worker = worker();
        if (worker != null) {
            threads.execute(worker);
        }
    }

    /** One more that is needed and may work now, if there is. */
    private @Nullable Worker worker() {
        lock.lock();
        try {
            if (waiting.isEmpty()) {
                return null;
            }
            long now = time.nanos();
            if (workers.stream().filter(worker -> !worker.isLate(now)).count() < most) {
                var worker = new Worker(now);
                workers.add(worker);
                return worker;
            }
            if (!isLooking) {
                isLooking = true;
                var _ = time.after(LATE, this::look);
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void look() {
        lock.lock();
        try {
            isLooking = false;
        } finally {
            lock.unlock();
        }
        help();
    }

    private void leave(Worker worker) {
        lock.lock();
        try {
            workers.remove(worker);
        } finally {
            lock.unlock();
        }
        help(); // something may have come after the last look
    }

    /** Does what waits, one after another. */
    private final class Worker implements Runnable {

        /** When it began with what it does now. Written by its thread, read under the lock. */
        private volatile long since;

        Worker(long now) {
            since = now;
        }

        boolean isLate(long now) {
            return now - since >= LATE.toNanos();
        }

        @Override
        public void run() {
            try {
                for (var task = waiting.poll(); task != null; task = waiting.poll()) {
                    since = time.nanos();
                    task.run();
                }
            } catch (RuntimeException e) {
                LOG.error("a client that was held could not be read", e);
            } finally {
                leave(this);
            }
        }
    }
}
