// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.client;

import java.nio.channels.Selector;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Wakes a selector at a moment between its milliseconds. It wakes it a little early, and the worker
 * spins over the rest: the kernel's timers are late by some 50 µs, which would otherwise stand in
 * every latency.
 *
 * <p>The worker names the moment, this thread waits for it; what both touch is one atomic number.
 */
final class Pacer {
    static final long HEAD_START = 80 * Clock.MICROSECOND;

    private final Thread thread;
    private final Selector selector;
    private final AtomicLong due = new AtomicLong(Clock.NEVER);
    private volatile boolean isEnded;

    Pacer(String name, Selector selector) {
        this.selector = selector;
        thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void wakeAt(long moment) {
        if (due.get() != moment) {
            due.set(moment);
            LockSupport.unpark(thread);
        }
    }

    void end() {
        isEnded = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!isEnded) {
            long moment = due.get();
            if (moment == Clock.NEVER) {
                LockSupport.park(this);
                continue;
            }
            long left = moment - Clock.now() - HEAD_START;
            if (left > 0) {
                LockSupport.parkNanos(this, left);
            } else if (due.compareAndSet(moment, Clock.NEVER)) {
                selector.wakeup();
            }
        }
    }
}
