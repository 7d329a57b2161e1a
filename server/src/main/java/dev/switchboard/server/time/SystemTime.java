// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.time;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.switchboard.api.Registration;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time of the machine. Tasks run on one daemon thread, {@code switchboard-clock}; once closed,
 * it runs nothing more and what is scheduled then is quietly forgotten, since the switch is ending.
 */
public final class SystemTime implements Time, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SystemTime.class);

    private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();

    private final ScheduledThreadPoolExecutor clock =
            new ScheduledThreadPoolExecutor(
                    1, this::thread, new ThreadPoolExecutor.DiscardPolicy());

    public SystemTime() {
        // Most timeouts never happen; without this each would stay in memory until it is due.
        clock.setRemoveOnCancelPolicy(true);
    }

    /** A clock that shows the time and never rings, for a switch that is only checked. */
    public static Time mute() {
        var time = new SystemTime();
        time.close();
        return time;
    }

    /** The thread of the tasks, for the watchdog. */
    public Loop loop() {
        return new Loop("switchboard-clock", thread::get, visit -> clock.execute(visit));
    }

    private Thread thread(Runnable work) {
        var made = Thread.ofPlatform().daemon().name("switchboard-clock").unstarted(work);
        thread.set(made);
        return made;
    }

    @Override
    public Instant instant() {
        return Instant.now();
    }

    @Override
    public long millis() {
        return System.currentTimeMillis();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Registration after(Duration delay, Runnable task) {
        return cancellation(clock.schedule(guarded(task), nanos(delay), NANOSECONDS));
    }

    @Override
    public Registration every(Duration period, Runnable task) {
        if (!period.isPositive()) {
            throw new IllegalArgumentException("a period must be longer than nothing");
        }
        long nanos = nanos(period);
        return cancellation(clock.scheduleWithFixedDelay(guarded(task), nanos, nanos, NANOSECONDS));
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    /** A duration too long for nanoseconds, some 292 years, becomes the longest there is. */
    private static long nanos(Duration duration) {
        return NANOSECONDS.convert(duration);
    }

    private static Registration cancellation(Future<?> scheduled) {
        return () -> scheduled.cancel(false);
    }

    /** The executor would silently end the repetition of a task that throws. */
    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (Throwable e) {
                LOG.atError().addKeyValue("task", task).setCause(e).log("timed task failed");
            }
        };
    }
}
