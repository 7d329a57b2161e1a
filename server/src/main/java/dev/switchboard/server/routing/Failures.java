// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import dev.switchboard.server.time.Time;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts and logs what the calls of one plugin fail with. A client that makes a handler fail again
 * and again does not fill the log: each subject is logged once a second, with the number of
 * failures since. Any thread.
 */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final long QUIET = Duration.ofSeconds(1).toNanos();

    private record Recent(long loggedAt, long unlogged) {}

    private final String plugin;
    private final RoutingMeters meters;
    private final Time time;

    /** By subject; each entry is guarded by the map's lock on its key. */
    private final Map<String, Recent> bySubject = new ConcurrentHashMap<>();

    Failures(String plugin, RoutingMeters meters, Time time) {
        this.plugin = plugin;
        this.meters = meters;
        this.time = time;
        meters.failuresOf(plugin); // so that it shows as 0 before the first
    }

    /**
     * Something failed.
     *
     * @param subject what was called, as in {@code kind chat}
     * @param what in words, for the log
     */
    void note(String subject, String what, Throwable cause) {
        meters.failuresOf(plugin).inc();
        long now = time.nanos();
        bySubject.compute(
                subject,
                (_, known) -> {
                    if (known != null && now - known.loggedAt < QUIET) {
                        return new Recent(known.loggedAt, known.unlogged + 1);
                    }
                    LOG.atError()
                            .setCause(cause)
                            .addKeyValue("plugin", plugin)
                            .addKeyValue("on", subject)
                            .addKeyValue("unlogged", known == null ? 0 : known.unlogged)
                            .log(what);
                    return new Recent(now, 0);
                });
    }
}
