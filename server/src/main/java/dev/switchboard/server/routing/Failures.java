// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import dev.switchboard.server.time.Time;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts and logs what handlers fail with. A client that makes a handler fail again and again fills
 * neither the log nor anybody's patience: each route is logged once a second, with the number of
 * failures since. Any thread.
 */
public final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final long QUIET = Duration.ofSeconds(1).toNanos();

    private static final class Recent {
        private long loggedAt;
        private long unlogged;

        Recent(long loggedAt) {
            this.loggedAt = loggedAt;
        }
    }

    private final Quarantine quarantine;
    private final RoutingMeters meters;
    private final Time time;

    /** By subject; each entry is guarded by the map's lock on its key. */
    private final Map<String, Recent> bySubject = new ConcurrentHashMap<>();

    public Failures(Quarantine quarantine, RoutingMeters meters, Time time) {
        this.quarantine = quarantine;
        this.meters = meters;
        this.time = time;
    }

    /** A handler has thrown what it should not. */
    void report(Claim claim, Throwable cause) {
        meters.failed(claim.plugin());
        quarantine.failed(claim, cause);
        long now = time.nanos();
        bySubject.compute(
                claim.subject(),
                (_, known) -> {
                    var recent = known == null ? new Recent(now - QUIET) : known;
                    if (now - recent.loggedAt < QUIET) {
                        recent.unlogged++;
                        return recent;
                    }
                    LOG.atError()
                            .setCause(cause)
                            .addKeyValue("plugin", claim.plugin())
                            .addKeyValue("on", claim.subject())
                            .addKeyValue("unlogged", recent.unlogged)
                            .log("a handler failed");
                    recent.loggedAt = now;
                    recent.unlogged = 0;
                    return recent;
                });
    }
}
