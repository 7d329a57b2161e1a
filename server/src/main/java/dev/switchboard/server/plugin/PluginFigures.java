// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import dev.switchboard.api.Counter;
import dev.switchboard.api.Metrics;
import dev.switchboard.api.Registration;
import dev.switchboard.api.Timer;
import dev.switchboard.server.metrics.Meters;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/**
 * The figures of one plugin, all named {@code plugin_<id>_…}, all gone when the plugin ends. Any
 * thread may use it.
 */
final class PluginFigures implements Metrics, AutoCloseable {

    /** More names would not be fixed words, but something that clients choose. */
    private static final int MOST = 500;

    /** So many threads its gauges may hold up; all plugins share those that read gauges. */
    private static final int MOST_READERS = 4;

    private final String plugin;
    private final Meters meters;
    private final Set<String> names = ConcurrentHashMap.newKeySet();
    private volatile boolean isClosed;
    private final Semaphore readers = new Semaphore(MOST_READERS);

    PluginFigures(String plugin, Meters meters) {
        this.plugin = plugin;
        this.meters = meters;
    }

    @Override
    public Counter counter(String name) {
        return made(name, "_total", full -> meters.counter(full, help("Count", name)))::inc;
    }

    @Override
    public Timer timer(String name) {
        return made(name, "_seconds", full -> meters.timer(full, help("Duration", name)))::update;
    }

    @Override
    public Registration gauge(String name, DoubleSupplier value) {
        return made(name, "", full -> meters.gauge(full, help("Value", name), () -> read(value)));
    }

    private double read(DoubleSupplier value) {
        if (!readers.tryAcquire()) {
            throw new IllegalStateException(
                    "%d gauges of the plugin %s do not answer".formatted(MOST_READERS, plugin));
        }
        try {
            return value.getAsDouble();
        } finally {
            readers.release();
        }
    }

    @Override
    public void close() {
        isClosed = true;
        names.forEach(meters::remove);
        names.clear();
    }

    private <M> M made(String name, String ending, Function<String, M> make) {
        String full = named(name, ending);
        M metric = make.apply(full);
        if (isClosed) { // asked last, so that either this or who closes takes it away
            meters.remove(full);
            throw new IllegalStateException("the plugin " + plugin + " has stopped");
        }
        return metric;
    }

    private String named(String name, String ending) {
        String full =
                "plugin_"
                        + plugin.replace('-', '_')
                        + "_"
                        + name
                        + (name.endsWith(ending) ? "" : ending);
        if (names.size() >= MOST && !names.contains(full)) {
            throw new IllegalArgumentException(
                    "the plugin %s has %d metrics; names are fixed words, nothing that clients choose"
                            .formatted(plugin, MOST));
        }
        names.add(full);
        return full;
    }

    private String help(String what, String name) {
        return "%s of %s in the plugin %s.".formatted(what, name.replace('_', ' '), plugin);
    }
}
