// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import com.codahale.metrics.Counter;
import dev.switchboard.server.metrics.Family;
import dev.switchboard.server.metrics.Label;
import dev.switchboard.server.metrics.Meters;
import jakarta.inject.Inject;
import org.eclipse.jetty.http.HttpStatus;

/** Counts who was not let in. Any thread. */
public final class GateMeters {

    private final Family<Counter> refused;
    private final Counter served;
    private final Counter onStreams;

    @Inject
    public GateMeters(Meters meters) {
        refused =
                meters.counter(
                        "switchboard_refusals_total",
                        "Requests turned away before they became connections.",
                        Label.of("reason", HttpRefusal.class));
        onStreams =
                meters.counter(
                        "switchboard_http2_connections_total",
                        "Connections that are streams of HTTP/2.");
        served = meters.counter("switchboard_pages_total", "Files of plugins that were served.");
    }

    /** A client came in on a stream of HTTP/2. */
    void onStream() {
        onStreams.inc();
    }

    void served() {
        served.inc();
    }

    void refused(HttpRefusal why) {
        refused.of(why).inc();
    }

    /** Jetty has answered with an error itself. */
    void refusedByJetty(int status) {
        if (status == HttpStatus.URI_TOO_LONG_414
                || status == HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431) {
            refused(HttpRefusal.HEADER_SIZE);
        }
    }
}
