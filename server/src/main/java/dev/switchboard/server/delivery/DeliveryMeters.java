// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.Timer;
import dev.switchboard.server.config.Overflow;
import dev.switchboard.server.metrics.Family;
import dev.switchboard.server.metrics.Label;
import dev.switchboard.server.metrics.Meters;
import java.util.concurrent.TimeUnit;

/** Counts what leaves the switch, and what does not. Any thread. */
public final class DeliveryMeters {

    private final Counter messages;
    private final Counter bytes;
    private final Histogram receivers;
    private final Histogram waitingMessages;
    private final Histogram waitingBytes;
    private final Timer lag;
    private final Family<Counter> dropped;
    private final Counter braked;

    public DeliveryMeters(Meters meters) {
        messages =
                meters.counter(
                        "switchboard_messages_out_total", "Frames written, one per receiver.");
        bytes = meters.counter("switchboard_bytes_out_total", "Bytes written, with frame headers.");
        receivers =
                meters.histogram(
                        "switchboard_fanout_receivers", "Receivers of a publication, per lane.");
        waitingMessages =
                meters.histogram(
                        "switchboard_outbox_messages",
                        "Messages that wait in an outbox whose socket takes no more.");
        waitingBytes =
                meters.histogram(
                        "switchboard_outbox_bytes",
                        "Bytes that wait in an outbox whose socket takes no more.");
        lag =
                meters.timer(
                        "switchboard_delivery_lag_seconds",
                        "From reading a message to having written it to all who take it.");
        dropped =
                meters.counter(
                        "switchboard_dropped_total",
                        "Messages dropped because an outbox was full, by policy.",
                        Label.of("policy", Overflow.class));
        braked =
                meters.counter(
                        "switchboard_brakes_total",
                        "Times that publishers were held because receivers were behind.");
    }

    void sent(int count, int size) {
        messages.inc(count);
        bytes.inc(size);
    }

    void fannedOut(int members, int publications) {
        for (int each = 0; each < publications; each++) {
            receivers.update(members);
        }
    }

    void waiting(int count, long size) {
        waitingMessages.update(count);
        waitingBytes.update(size);
    }

    void lag(long nanos) {
        lag.update(nanos, TimeUnit.NANOSECONDS);
    }

    void dropped(Overflow policy, int count) {
        dropped.of(policy).inc(count);
    }

    void braked() {
        braked.inc();
    }
}
