// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import com.codahale.metrics.Counter;
import dev.switchboard.server.config.Settings;
import dev.switchboard.server.config.value.Limit;
import dev.switchboard.server.log.LogThrottle;
import dev.switchboard.server.metrics.Family;
import dev.switchboard.server.metrics.Label;
import dev.switchboard.server.metrics.Meters;
import dev.switchboard.server.time.Time;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits that are tried and do not hold yet: whoever exceeds one is spared, and this is counted and
 * now and then logged. Who enforces a limit asks only once it is exceeded. Any thread.
 */
public final class DryRun {

    private static final Logger LOG = LoggerFactory.getLogger(DryRun.class);
    private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);

    private final Supplier<Settings> settings;
    private final Time time;
    private final Family<Counter> spared;
    private final Map<Limit, LogThrottle> logs = new EnumMap<>(Limit.class);

    @Inject
    public DryRun(Supplier<Settings> settings, Meters meters, Time time) {
        this.settings = settings;
        this.time = time;
        spared =
                meters.counter(
                        "switchboard_dry_run_total",
                        "What a limit in dry run would have refused or slowed down.",
                        Label.of("limit", Limit.keys().toArray(String[]::new)));
        for (var limit : Limit.values()) {
            logs.put(limit, new LogThrottle(LOG_INTERVAL));
        }
    }

    /** Whether somebody who exceeds this limit now is spared. */
    public boolean spares(Limit limit) {
        if (!settings.get().limits().dryRun().contains(limit)) {
            return false;
        }
        spared.of(limit.toString()).inc();
        Objects.requireNonNull(logs.get(limit))
                .log(
                        time.nanos(),
                        unlogged ->
                                LOG.atInfo()
                                        .addKeyValue("limit", limit)
                                        .addKeyValue("times", unlogged + 1)
                                        .log("a limit was exceeded that is in dry run"));
        return true;
    }
}
