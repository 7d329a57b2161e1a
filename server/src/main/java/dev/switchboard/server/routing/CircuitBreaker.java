// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps calls away from a plugin that fails on most of them: opens when, within one window, at
 * least so many calls failed and more than half of all; after another window lets calls through
 * again, and the first to end decides. The window slides by tenths.
 *
 * <p>Any thread may call it; all that changes is guarded by the lock. As long as nothing has failed
 * within the window, a success costs one volatile read.
 */
final class CircuitBreaker {

    private static final int TENTHS = 10;

    enum State {
        /** Calls go through and are counted. */
        CLOSED,
        /** No calls go through. */
        OPEN,
        /** Calls go through again; the first to end decides. */
        HALF_OPEN
    }

    private final Lock lock = new ReentrantLock();
    private final int tolerated;
    private final long window;
    private final int[] calls = new int[TENTHS];
    private final int[] failures = new int[TENTHS];
    private State state = State.CLOSED;
    private int current;
    private long currentBegan;
    private long openedAt;

    /** Whether there is anything to count; read without the lock. */
    private volatile boolean isWatching;

    CircuitBreaker(int tolerated, Duration window) {
        this.tolerated = tolerated;
        this.window = window.toNanos();
    }

    State state(long now) {
        if (!isWatching) {
            return State.CLOSED;
        }
        lock.lock();
        try {
            return at(now);
        } finally {
            lock.unlock();
        }
    }

    /** How long it stays open. */
    Duration rest(long now) {
        lock.lock();
        try {
            return at(now) == State.OPEN
                    ? Duration.ofNanos(window - (now - openedAt))
                    : Duration.ZERO;
        } finally {
            lock.unlock();
        }
    }

    /** Whether a success would change or be counted as anything. */
    boolean isWatching() {
        return isWatching;
    }

    /** Notes a success; true if this one has closed it. */
    boolean succeeded(long now) {
        lock.lock();
        try {
            return switch (at(now)) {
                case OPEN -> false;
                case HALF_OPEN -> {
                    state = State.CLOSED;
                    forget(now);
                    isWatching = false;
                    yield true;
                }
                case CLOSED -> {
                    slide(now);
                    calls[current]++;
                    isWatching = sum(failures) > 0;
                    yield false;
                }
            };
        } finally {
            lock.unlock();
        }
    }

    /** Notes a failure; true if this one has opened it. */
    boolean failed(long now) {
        lock.lock();
        try {
            if (at(now) == State.OPEN) {
                return false;
            }
            if (!isWatching) {
                isWatching = true;
                forget(now);
            }
            slide(now);
            calls[current]++;
            failures[current]++;
            long failed = sum(failures);
            boolean isEnough = failed >= tolerated && failed * 2 > sum(calls);
            if (!isEnough && state != State.HALF_OPEN) {
                return false;
            }
            state = State.OPEN;
            openedAt = now;
            forget(now);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private State at(long now) {
        if (state == State.OPEN && now - openedAt >= window) {
            state = State.HALF_OPEN;
        }
        return state;
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
