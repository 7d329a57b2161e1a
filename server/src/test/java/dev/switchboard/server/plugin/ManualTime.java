// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import dev.switchboard.api.Registration;
import dev.switchboard.server.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A clock that a test moves. Alarms ring on the thread that moves it. */
final class ManualTime implements Time {
    private final List<Alarm> alarms = new ArrayList<>();
    private long nanos;

    private static final class Alarm {
        final Runnable task;
        final long period;
        long due;

        Alarm(Runnable task, long period, long due) {
            this.task = task;
            this.period = period;
            this.due = due;
        }
    }

    void pass(Duration duration) {
        nanos += duration.toNanos();
        for (Alarm alarm : List.copyOf(alarms)) {
            if (alarm.due <= nanos && alarms.contains(alarm)) {
                if (alarm.period == 0) {
                    alarms.remove(alarm);
                } else {
                    alarm.due = nanos + alarm.period;
                }
                alarm.task.run();
            }
        }
    }

    int pending() {
        return alarms.size();
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH.plusNanos(nanos);
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Registration after(Duration delay, Runnable task) {
        return add(new Alarm(task, 0, nanos + delay.toNanos()));
    }

    @Override
    public Registration every(Duration period, Runnable task) {
        return add(new Alarm(task, period.toNanos(), nanos + period.toNanos()));
    }

    private Registration add(Alarm alarm) {
        alarms.add(alarm);
        return () -> alarms.remove(alarm);
    }
}
