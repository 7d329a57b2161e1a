// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What one plugin is still to be told, in order, one event after another. A message for the plugin
 * that comes meanwhile waits in the same order and is then handled beside what follows. Any thread;
 * guarded by the lock, and nothing is started while it is held.
 */
final class EventQueue {

    private final Lock lock = new ReentrantLock();
    private final int most;
    private final Predicate<PluginCall> starting;
    private final Deque<PluginCall> waiting = new ArrayDeque<>();
    private int events;
    private boolean isBusy;
    private boolean isClosed;

    /** Read without the lock for each message. */
    private volatile boolean isEmpty = true;

    /**
     * A queue of at most so many events.
     *
     * @param starting starts a call, or says no
     */
    EventQueue(int most, Predicate<PluginCall> starting) {
        this.most = most;
        this.starting = starting;
    }

    /** Whether no event waits or is being told. */
    boolean isEmpty() {
        return isEmpty;
    }

    /**
     * Tells an event behind all others, unless nothing more is told; false if there are too many.
     */
    boolean add(PluginCall event) {
        lock.lock();
        try {
            if (isClosed || events >= most) {
                return isClosed;
            }
            events++;
            isEmpty = false;
            waiting.add(event);
            if (isBusy) {
                return true;
            }
            isBusy = true;
        } finally {
            lock.unlock();
        }
        next(false);
        return true;
    }

    /** Tells what waits, and nothing that comes from now on. */
    void close() {
        lock.lock();
        try {
            isClosed = true;
        } finally {
            lock.unlock();
        }
    }

    /** Starts a message behind all events that wait. */
    void follow(PluginCall message) {
        lock.lock();
        try {
            if (isBusy) {
                waiting.add(message);
                return;
            }
        } finally {
            lock.unlock();
        }
        var _ = starting.test(message);
    }

    /** The event that was being told has been. */
    void told() {
        next(true);
    }

    /** Starts what waits, as far as the next event. */
    private void next(boolean isTold) {
        boolean isOver = isTold;
        for (var next = take(isOver); next != null; next = take(isOver)) {
            boolean isUnderWay = starting.test(next);
            boolean isEvent = next.purpose() == PluginCall.Purpose.EVENT;
            if (isEvent && isUnderWay) {
                return; // the rest is its turn when it has been told
            }
            isOver = isEvent;
        }
    }

    /**
     * Takes the next call, if there is one; {@code isOver} if an event is not to be told any more.
     */
    private @Nullable PluginCall take(boolean isOver) {
        lock.lock();
        try {
            events -= isOver ? 1 : 0;
            var next = waiting.poll();
            if (next == null) {
                isBusy = false;
                isEmpty = true;
            }
            return next;
        } finally {
            lock.unlock();
        }
    }
}
