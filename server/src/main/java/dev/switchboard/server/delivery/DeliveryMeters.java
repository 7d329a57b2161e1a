// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.Timer;
import dev.switchboard.server.config.Overflow;
import dev.switchboard.server.metrics.Family;
import dev.switchboard.server.metrics.Label;
import dev.switchboard.server.metrics.Meters;
import dev.switchboard.server.metrics.Reading;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;

/** Counts what leaves the switch, and what does not. Any thread. */
public final class DeliveryMeters {

    /** More kinds than a switch has; clients cannot add any. */
    private static final int MOST_KINDS = 500;

    private final Family<Counter> messages;
    private final Family<Counter> bytes;
    private final Counter framesWritten;
    private final Counter bytesWritten;
    private final Histogram receivers;
    private final Histogram waitingMessages;
    private final Histogram waitingBytes;
    private final Timer lag;
    private final Family<Counter> dropped;
    private final Counter braked;
    private final Counter compressed;
    private final Family<Counter> compressedBytes;
    private final Family<Reading> memory;

    @Inject
    public DeliveryMeters(Meters meters) {
        messages =
                meters.counter(
                        "switchboard_messages_out_total",
                        "Messages sent, one per receiver, by kind.",
                        Label.upTo(MOST_KINDS, "kind"));
        bytes =
                meters.counter(
                        "switchboard_bytes_out_total",
                        "Bytes of messages sent, one per receiver, by kind.",
                        Label.upTo(MOST_KINDS, "kind"));
        framesWritten =
                meters.counter(
                        "switchboard_frames_written_total", "Frames that sockets have taken.");
        bytesWritten =
                meters.counter(
                        "switchboard_bytes_written_total",
                        "Bytes that sockets have taken, before TLS.");
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
        compressed =
                meters.counter(
                        "switchboard_compressed_messages_total",
                        "Messages that were compressed, each once, however many receive it.");
        compressedBytes =
                meters.counter(
                        "switchboard_compressed_bytes_total",
                        "Bytes of these messages before they were compressed, and after.",
                        Label.of("form", "before", "after"));
        memory =
                meters.gauge(
                        "switchboard_delivery_memory_bytes",
                        "Messages on their way out: in the queues of lanes, in outboxes, and what"
                                + " outboxes may take in all.",
                        Label.of("part", "queues", "outboxes", "budget"));
    }

    /** Shows what messages on their way out take, and may take. */
    void watch(MemoryBudget budget) {
        memory.of("queues").from(budget::queued);
        memory.of("outboxes").from(budget::kept);
        memory.of("budget").from(budget::outboxes);
    }

    /** A frame was handed to so many outboxes. */
    void sent(Frame frame, int count) {
        messages.of(frame.kind()).inc(count);
        bytes.of(frame.kind()).inc((long) count * frame.length());
    }

    void fannedOut(Frame frame, int count) {
        sent(frame, count);
        receivers.update(count);
    }

    void written(int count, int size) {
        framesWritten.inc(count);
        bytesWritten.inc(size);
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

    void compressed(int before, int after) {
        compressed.inc();
        compressedBytes.of("before").inc(before);
        compressedBytes.of("after").inc(after);
    }

    void braked() {
        braked.inc();
    }
}
