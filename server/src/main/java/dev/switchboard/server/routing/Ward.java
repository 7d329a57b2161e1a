// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import java.util.Arrays;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The record of one plugin under watch: how many of its latest calls failed, in a window that
 * slides by tenths. Any thread may call it; all that changes is guarded by the lock.
 */
final class Ward {
    private static final int TENTHS = 10;

    private enum State {
        /** Calls go through and are counted. */
        WATCHED,
        /** No calls go through. */
        HELD,
        /** Calls go through again; the first to end decides. */
        PROBATION
    }

    private final Lock lock = new ReentrantLock();
    private final int tolerated;
    private final long window;
    private final int[] calls = new int[TENTHS];
    private final int[] failures = new int[TENTHS];
    private State state = State.WATCHED;
    private int current;
    private long currentBegan;
    private long heldSince;

    /**
     * A fresh record.
     *
     * @param tolerated with this many failures it is enough
     * @param window in nanoseconds
     */
    Ward(int tolerated, long window, long now) {
        this.tolerated = tolerated;
        this.window = window;
        this.currentBegan = now;
    }

    boolean isHeld(long now) {
        lock.lock();
        try {
            return held(now);
        } finally {
            lock.unlock();
        }
    }

    /** Notes a success; returns true if nothing is left to watch. */
    boolean succeeded(long now) {
        lock.lock();
        try {
            return !held(now) && cleared(now);
        } finally {
            lock.unlock();
        }
    }

    /** Notes a failure; returns true if with this one it is enough. */
    boolean failed(long now) {
        lock.lock();
        try {
            return !held(now) && condemned(now);
        } finally {
            lock.unlock();
        }
    }

    private boolean held(long now) {
        if (state == State.HELD && now - heldSince >= window) {
            state = State.PROBATION;
        }
        return state == State.HELD;
    }

    private boolean cleared(long now) {
        slide(now);
        calls[current]++;
        return state == State.PROBATION || sum(failures) == 0;
    }

    private boolean condemned(long now) {
        slide(now);
        calls[current]++;
        failures[current]++;
        long failed = sum(failures);
        boolean enough = failed >= tolerated && failed * 2 > sum(calls);
        if (enough || state == State.PROBATION) {
            state = State.HELD;
            heldSince = now;
            forget(now);
            return true;
        }
        return false;
    }

    private void forget(long now) {
        Arrays.fill(calls, 0);
        Arrays.fill(failures, 0);
        currentBegan = now;
    }

    private void slide(long now) {
        long tenth = Math.max(1, window / TENTHS);
        long steps = (now - currentBegan) / tenth;
        if (steps >= TENTHS) {
            forget(now);
            return;
        }
        for (long step = 0; step < steps; step++) {
            current = (current + 1) % TENTHS;
            calls[current] = 0;
            failures[current] = 0;
            currentBegan += tenth;
        }
    }

    private static long sum(int[] counts) {
        return Arrays.stream(counts).asLongStream().sum();
    }
}
