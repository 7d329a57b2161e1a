// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lines that clients cause, and how many of them the log takes, so that nobody can flush it.
 * These are lines that are logged for a client or one of its messages, as their {@link Correlation}
 * says, by the switch or by a plugin; and lines with the mark {@link LineKinds#BY_STRANGERS}.
 * Errors always pass: they are few, since those that clients can cause are throttled where they are
 * logged. What is left out is counted and told of now and then.
 *
 * <p>Any thread: what is spent is one atomic number, the kinds are a concurrent map.
 */
final class ClientLines extends Filter<ILoggingEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(ClientLines.class);

    /** So much of the rate may be saved up, for when all clients come back at once. */
    private static final Duration SAVED = Duration.ofMinutes(1);

    /** Kinds are written in our code, but a plugin may have any number of loggers. */
    private static final int MOST_KINDS = 32;

    private static final String OURS = "dev.switchboard.server.";

    private final LongSupplier clock;

    /** How long one line takes to be earned, in nanoseconds; 0 is no limit. */
    private volatile long price;

    /** Until when all that was earned is spent. */
    private final AtomicLong spentUntil;

    private final LongAdder leftOut = new LongAdder();
    private final Map<String, AtomicLong> untold = new ConcurrentHashMap<>();

    /**
     * Without a limit at first.
     *
     * @param clock tells nanoseconds
     */
    ClientLines(LongSupplier clock) {
        this.clock = clock;
        this.spentUntil = new AtomicLong(clock.getAsLong() - SAVED.toNanos());
    }

    /** From now on it takes so many in this time, and a minute's worth at once. */
    void limit(long count, Duration period) {
        price = period.toNanos() / count;
    }

    @Override
    public FilterReply decide(ILoggingEvent line) {
        if (line.getLevel().isGreaterOrEqual(Level.ERROR) || !isOfClients(line) || isPaid()) {
            return FilterReply.NEUTRAL;
        }
        leftOut.increment();
        count(line);
        return FilterReply.DENY;
    }

    private static boolean isOfClients(ILoggingEvent line) {
        var markers = line.getMarkerList();
        return Correlation.current() != null
                || (markers != null && markers.contains(LineKinds.BY_STRANGERS));
    }

    private boolean isPaid() {
        long now = clock.getAsLong();
        while (true) {
            long before = spentUntil.get();
            long after = now - before > SAVED.toNanos() ? now - SAVED.toNanos() : before;
            after += price;
            if (after - now > 0) {
                return false;
            }
            if (spentUntil.compareAndSet(before, after)) {
                return true;
            }
        }
    }

    private void count(ILoggingEvent line) {
        String name = line.getLoggerName();
        String kind = name.startsWith(OURS) ? line.getMessage().replace(' ', '_') : name;
        boolean isKnown = untold.containsKey(kind) || untold.size() < MOST_KINDS;
        untold.computeIfAbsent(isKnown ? kind : "others", _ -> new AtomicLong()).incrementAndGet();
    }

    /** How many lines were left out. */
    long leftOut() {
        return leftOut.sum();
    }

    /** Logs how many were left out since the last time, by kind, if any were. */
    void tell() {
        var counts = new TreeMap<String, Long>();
        untold.forEach((kind, count) -> {
            long lines = count.getAndSet(0);
            if (lines > 0) {
                counts.put(kind, lines);
            }
        });
        if (!counts.isEmpty()) {
            var line = LOG.atWarn();
            for (var each : counts.entrySet()) {
                line = line.addKeyValue(each.getKey(), each.getValue());
            }
            line.log("clients cause more lines than logging.client-lines; these were left out");
        }
    }
}
