// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import com.codahale.metrics.Counter;
import dev.switchboard.server.metrics.Family;
import dev.switchboard.server.metrics.Label;
import dev.switchboard.server.metrics.Meters;
import jakarta.inject.Inject;

/** Counts who was not let in. Any thread. */
public final class GateMeters {

    private final Family<Counter> refused;
    private final Counter served;

    @Inject
    public GateMeters(Meters meters) {
        refused =
                meters.counter(
                        "switchboard_refusals_total",
                        "Requests turned away before they became connections.",
                        Label.of("reason", HttpRefusal.class));
        served = meters.counter("switchboard_pages_total", "Files of plugins that were served.");
    }

    void served() {
        served.inc();
    }

    void refused(HttpRefusal why) {
        refused.of(why).inc();
    }
}
