// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.metrics;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;
import dev.switchboard.api.Registration;
import dev.switchboard.server.metrics.Family.Sort;
import dev.switchboard.server.time.Time;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All that the switch counts and measures, by name.
 *
 * <pre>{@code
 * Counter accepted = meters.counter("switchboard_connections_total", "Connections accepted.");
 * Family<Counter> refusals = meters.counter(
 *         "switchboard_refusals_total", "Upgrades refused.", Label.of("reason", Reason.class));
 * accepted.inc();
 * refusals.of(Reason.FULL).inc();
 * }</pre>
 *
 * <p>Asking for a name again gives the same metric; asking for it as something else is an error.
 * Names of counters end in {@code _total}, those of timers in {@code _seconds}; sizes are in bytes.
 *
 * <p>May be used from any thread. Counting and timing take no lock and allocate nothing.
 */
public final class Meters implements AutoCloseable {

    /** Quantiles cover one to two of these. */
    private static final Duration TURN = Duration.ofMinutes(1);

    /** What Dropwizard's moving averages expect. */
    private static final Duration TICK = Duration.ofSeconds(5);

    private static final Sort<Counter> COUNTERS =
            new Sort<>(Family.Type.COUNTER, "_total", Counter::new);
    private static final Sort<Reading> TOTALS =
            new Sort<>(Family.Type.COUNTER, "_total", Reading::new);
    private static final Sort<Reading> GAUGES = new Sort<>(Family.Type.GAUGE, "", Reading::new);
    private static final Sort<Distribution> HISTOGRAMS =
            new Sort<>(Family.Type.HISTOGRAM, "", Distribution::new);

    private final Sort<Stopwatch> timers;
    private final MetricRegistry registry = new MetricRegistry();
    private final Lock changing = new ReentrantLock();

    /** Written under the lock, read without. */
    private final SortedMap<String, Family<?>> families = new ConcurrentSkipListMap<>();

    private final List<Registration> rhythm;

    public Meters(Time time) {
        this.timers = new Sort<>(Family.Type.HISTOGRAM, "_seconds", () -> new Stopwatch(time));
        this.rhythm = List.of(time.every(TICK, this::tick), time.every(TURN, this::turn));
    }

    /** Counts things that happened. */
    public Counter counter(String name, String help) {
        return counter(name, help, null).of(Family.ONLY);
    }

    /** Counts things that happened, apart by a label, if there is one. */
    public Family<Counter> counter(String name, String help, @Nullable Label label) {
        return family(name, help, COUNTERS, label);
    }

    /** Shows a value that is read when somebody looks, until the registration is closed. */
    public Registration gauge(String name, String help, DoubleSupplier value) {
        return gauge(name, help, (Label) null).of(Family.ONLY).from(value);
    }

    /** Shows values that are read when somebody looks, apart by a label, if there is one. */
    public Family<Reading> gauge(String name, String help, @Nullable Label label) {
        return family(name, help, GAUGES, label);
    }

    /** Shows a count that somebody else keeps and that only grows. */
    public Registration total(String name, String help, DoubleSupplier value) {
        return total(name, help, (Label) null).of(Family.ONLY).from(value);
    }

    /** Shows counts that somebody else keeps and that only grow, apart by a label, if any. */
    public Family<Reading> total(String name, String help, @Nullable Label label) {
        return family(name, help, TOTALS, label);
    }

    /** Measures how large something is: whole numbers from 0. */
    public Histogram histogram(String name, String help) {
        return histogram(name, help, null).of(Family.ONLY);
    }

    /** Measures how large something is, apart by a label, if there is one. */
    public Family<? extends Histogram> histogram(String name, String help, @Nullable Label label) {
        return family(name, help, HISTOGRAMS, label);
    }

    /** Measures how long something takes. */
    public Timer timer(String name, String help) {
        return timer(name, help, null).of(Family.ONLY);
    }

    /** Measures how long something takes, apart by a label, if there is one. */
    public Family<? extends Timer> timer(String name, String help, @Nullable Label label) {
        return family(name, help, timers, label);
    }

    /** Forgets a family: those of a plugin that is gone. */
    public void remove(String name) {
        changing.lock();
        try {
            families.remove(name);
            registry.removeMatching(
                    (full, metric) -> full.equals(name) || full.startsWith(name + "{"));
        } finally {
            changing.unlock();
        }
    }

    /** Every family, by name. */
    public Collection<Family<?>> families() {
        return List.copyOf(families.values());
    }

    /**
     * The same metrics as Dropwizard knows them, named {@code family} or {@code
     * family{label=value}}.
     */
    public MetricRegistry registry() {
        return registry;
    }

    /** Ends the rhythm that keeps rates and quantiles recent; the metrics can still be read. */
    @Override
    public void close() {
        rhythm.forEach(Registration::close);
    }

    private <M extends Metric> Family<M> family(
            String name, String help, Sort<M> sort, @Nullable Label label) {
        changing.lock();
        try {
            Family<?> known = families.get(name);
            if (known != null) {
                return known.as(sort, label);
            }
            Family<M> made = new Family<>(name, help, sort, label, registry::register);
            families.put(name, made);
            return made;
        } finally {
            changing.unlock();
        }
    }

    private void tick() {
        for (Family<?> family : families.values()) {
            for (Metric metric : family.series().values()) {
                if (metric instanceof Stopwatch stopwatch) {
                    stopwatch.tick();
                }
            }
        }
    }

    private void turn() {
        for (Family<?> family : families.values()) {
            for (Metric metric : family.series().values()) {
                switch (metric) {
                    case Distribution distribution -> distribution.buckets().turn();
                    case Stopwatch stopwatch -> stopwatch.nanos().buckets().turn();
                    default -> {}
                }
            }
        }
    }
}
