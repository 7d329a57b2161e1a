// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.time;

import dev.switchboard.api.Registration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A time that stands still until a test moves it. {@link #advance} runs what falls due on the
 * thread of the test, in order, each task at its own moment. May be read and scheduled from any
 * thread.
 */
public final class VirtualTime implements Time {

    private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

    /** Both guarded by this object's lock. */
    private final List<Alarm> alarms = new ArrayList<>();

    private long now;

    @Override
    public Instant instant() {
        return START.plusNanos(nanos());
    }

    @Override
    public synchronized long nanos() {
        return now;
    }

    @Override
    public Registration after(Duration delay, Runnable task) {
        return schedule(delay.toNanos(), task);
    }

    @Override
    public Registration every(Duration period, Runnable task) {
        Repetition repetition = new Repetition(period.toNanos(), task);
        repetition.next();
        return repetition::end;
    }

    /** Lets this much time pass. */
    public void advance(Duration duration) {
        long end = nanos() + duration.toNanos();
        for (Optional<Alarm> due = due(end); due.isPresent(); due = due(end)) {
            due.get().task.run();
        }
        synchronized (this) {
            now = end;
        }
    }

    /** How many tasks are waiting. */
    public synchronized int waiting() {
        return alarms.size();
    }

    private synchronized Registration schedule(long delay, Runnable task) {
        Alarm alarm = new Alarm(now + Math.max(0, delay), task);
        alarms.add(alarm);
        return () -> cancel(alarm);
    }

    private synchronized void cancel(Alarm alarm) {
        alarms.remove(alarm);
    }

    /** Takes out the earliest alarm up to then; of two at one moment the one set first. */
    private synchronized Optional<Alarm> due(long end) {
        Optional<Alarm> first =
                alarms.stream()
                        .filter(alarm -> alarm.at <= end)
                        .min(Comparator.comparingLong(alarm -> alarm.at));
        first.ifPresent(alarm -> {
            cancel(alarm);
            now = alarm.at;
        });
        return first;
    }

    /** Not a record: the same task at the same moment twice is two alarms. */
    private static final class Alarm {

        private final long at;
        private final Runnable task;

        Alarm(long at, Runnable task) {
            this.at = at;
            this.task = task;
        }
    }

    /** A task that sets its next alarm when it has run. */
    private final class Repetition {

        private final long period;
        private final Runnable task;
        private Registration alarm = () -> {};
        private boolean ended;

        Repetition(long period, Runnable task) {
            this.period = period;
            this.task = task;
        }

        synchronized void next() {
            if (!ended) {
                alarm = schedule(period, this::run);
            }
        }

        private void run() {
            task.run();
            next();
        }

        synchronized void end() {
            ended = true;
            alarm.close();
        }
    }
}
