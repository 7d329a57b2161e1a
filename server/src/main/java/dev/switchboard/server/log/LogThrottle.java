// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.log;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Logs now and then what clients could cause all the time. Any thread; of several at the same
 * moment one logs.
 */
public final class LogThrottle {

    private static final long NEVER = Long.MIN_VALUE;

    private final long interval;
    private final AtomicLong loggedAt = new AtomicLong(NEVER);
    private final AtomicLong unlogged = new AtomicLong();

    /**
     * One that has not logged yet.
     *
     * @param interval the shortest time between two lines
     */
    public LogThrottle(Duration interval) {
        this.interval = interval.toNanos();
    }

    /**
     * Logs, unless it has done so within the interval. The line is given how often it happened
     * since the last one without being logged.
     *
     * @param now of the stopwatch, in nanoseconds
     */
    public void log(long now, LongConsumer line) {
        long before = loggedAt.get();
        if ((before == NEVER || now - before >= interval) && loggedAt.compareAndSet(before, now)) {
            line.accept(unlogged.getAndSet(0));
        } else {
            unlogged.incrementAndGet();
        }
    }
}
