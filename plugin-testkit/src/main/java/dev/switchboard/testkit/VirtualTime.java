// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.testkit;

import dev.switchboard.api.Registration;
import dev.switchboard.server.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A time that stands still until a test lets it pass. What falls due runs on the thread of the
 * test, in order, each task at its own moment. Any thread may read it and schedule; both fields are
 * guarded by the lock.
 */
final class VirtualTime implements Time {

    private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

    private final Lock lock = new ReentrantLock();

    /** The earliest first; of two at one moment the one that was set first. */
    private final PriorityQueue<Alarm> alarms =
            new PriorityQueue<>(
                    Comparator.comparingLong(Alarm::at).thenComparingLong(Alarm::number));

    private long now;
    private long alarmsSoFar;

    /** Not two alike, even for one task at one moment: each has its number. */
    private record Alarm(long at, long number, Runnable task) {}

    @Override
    public Instant instant() {
        return START.plusNanos(nanos());
    }

    @Override
    public long nanos() {
        lock.lock();
        try {
            return now;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Registration after(Duration delay, Runnable task) {
        lock.lock();
        try {
            long at = now + Math.max(0, delay.toNanos());
            var alarm = new Alarm(at, alarmsSoFar++, task);
            alarms.add(alarm);
            return () -> cancel(alarm);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Registration every(Duration period, Runnable task) {
        var repetition = new Repetition(period, task);
        repetition.next();
        return repetition;
    }

    /** Lets time pass; {@code settle} waits for what a task has set in motion. */
    void advance(Duration duration, Runnable settle) {
        long end = nanos() + duration.toNanos();
        for (var due = due(end); due != null; due = due(end)) {
            due.task().run();
            settle.run();
        }
    }

    /** Moves on to the next alarm up to the end and takes it out; if there is none, to the end. */
    private @Nullable Alarm due(long end) {
        lock.lock();
        try {
            var first = alarms.peek();
            if (first == null || first.at() > end) {
                now = end;
                return null;
            }
            now = first.at();
            return alarms.poll();
        } finally {
            lock.unlock();
        }
    }

    private void cancel(Alarm alarm) {
        lock.lock();
        try {
            alarms.remove(alarm);
        } finally {
            lock.unlock();
        }
    }

    /** A task that sets its next alarm when it has run. Any thread may end it. */
    private final class Repetition implements Registration {

        private final Duration period;
        private final Runnable task;
        private volatile Registration alarm = () -> {};
        private volatile boolean isOver;

        Repetition(Duration period, Runnable task) {
            this.period = period;
            this.task = task;
        }

        void next() {
            alarm = after(period, this::run);
            if (isOver) {
                alarm.close();
            }
        }

        private void run() {
            task.run();
            if (!isOver) {
                next();
            }
        }

        @Override
        public void close() {
            isOver = true;
            alarm.close();
        }
    }
}
