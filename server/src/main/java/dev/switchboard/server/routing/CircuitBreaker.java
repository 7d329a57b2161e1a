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

    private final Lock lock = new ReentrantLock();
    private final int tolerated;
    private final long window;

    /** Which tenth of a window, counted from the beginning of time, stands in each place. */
    private final long[] tenths = new long[TENTHS];

    private final int[] calls = new int[TENTHS];
    private final int[] failures = new int[TENTHS];

    /** It stays so until a call that ends a window later succeeds. */
    private boolean isOpen;

    private long openedAt;

    /** Whether there is anything to count; read without the lock. */
    private volatile boolean isWatching;

    CircuitBreaker(int tolerated, Duration window) {
        this.tolerated = tolerated;
        this.window = window.toNanos();
    }

    /** How long no calls go through. */
    Duration rest(long now) {
        lock.lock();
        try {
            return Duration.ofNanos(Math.max(0, left(now)));
        } finally {
            lock.unlock();
        }
    }

    private long left(long now) {
        return isOpen ? window - (now - openedAt) : 0;
    }

    /** Whether a success would change or be counted as anything. */
    boolean isWatching() {
        return isWatching;
    }

    /**
     * Notes a success; true if this one has closed it.
     *
     * @param isCounted whether it speaks against failures while the breaker is closed
     */
    boolean succeeded(long now, boolean isCounted) {
        lock.lock();
        try {
            if (left(now) > 0) {
                return false;
            }
            if (isOpen) {
                isOpen = false;
                isWatching = false;
                return true;
            }
            if (isCounted) {
                count(now, 0);
                isWatching = sum(failures, now) > 0;
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Notes a failure; true if this one has opened it. */
    boolean failed(long now) {
        lock.lock();
        try {
            if (left(now) > 0) {
                return false;
            }
            if (!isWatching) {
                isWatching = true;
                forget();
            }
            count(now, 1);
            int failed = sum(failures, now);
            boolean isEnough = failed >= tolerated && failed * 2L > sum(calls, now);
            if (!isEnough && !isOpen) {
                return false;
            }
            isOpen = true;
            openedAt = now;
            forget();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void forget() {
        Arrays.fill(calls, 0);
        Arrays.fill(failures, 0);
    }

    private void count(long now, int failed) {
        long tenth = tenth(now);
        int at = Math.floorMod(tenth, TENTHS);
        if (tenths[at] != tenth) {
            tenths[at] = tenth;
            calls[at] = 0;
            failures[at] = 0;
        }
        calls[at]++;
        failures[at] += failed;
    }

    private int sum(int[] counts, long now) {
        int sum = 0;
        for (int at = 0; at < TENTHS; at++) {
            sum += tenths[at] > tenth(now) - TENTHS ? counts[at] : 0;
        }
        return sum;
    }

    private long tenth(long now) {
        return Math.floorDiv(now, Math.max(1, window / TENTHS));
    }
}
