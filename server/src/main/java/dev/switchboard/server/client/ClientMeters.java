// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import com.codahale.metrics.Counter;
import dev.switchboard.api.Code;
import dev.switchboard.server.delivery.Hold;
import dev.switchboard.server.metrics.Family;
import dev.switchboard.server.metrics.Label;
import dev.switchboard.server.metrics.Meters;
import dev.switchboard.server.metrics.Reading;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;

/** Counts connections, what they send too fast, and what ended them. Any thread. */
public final class ClientMeters {

    private static final String BY_CLIENT = "by_client";
    private static final String NO_CLOSE = "no_close";

    /** Calls hold a client at each message, so those are not counted. */
    private static final Label HELD = Label.of("reason", "debt", "queue", "topic", "rate");

    private final Meters meters;
    private final Counter connected;
    private final AtomicInteger compressing = new AtomicInteger();
    private final Counter inflated;
    private final Family<Counter> inflatedBytes;
    private final Family<Counter> rateLimited;
    private final Family<Counter> notCompleted;
    private final Counter notAnswered;
    private final Family<Counter> holds;
    private final Family<Counter> closed;
    private final Map<Integer, String> codes = new HashMap<>();

    @Inject
    public ClientMeters(Meters meters) {
        this.meters = meters;
        connected = meters.counter("switchboard_connections_total", "Connections accepted.");
        var _ =
                meters.gauge(
                        "switchboard_compressing_connections",
                        "Connections open now that have agreed to compress messages.",
                        compressing::get);
        inflated =
                meters.counter(
                        "switchboard_inflated_messages_total",
                        "Messages that clients sent compressed.");
        inflatedBytes =
                meters.counter(
                        "switchboard_inflated_bytes_total",
                        "Bytes of these messages before they were inflated, and after.",
                        Label.of("form", "before", "after"));
        rateLimited = rateLimited(meters);
        notCompleted =
                meters.counter(
                        "switchboard_unfinished_total",
                        "Connections closed because of a message that was not complete.",
                        Label.of("reason", "late", "memory"));
        notAnswered =
                meters.counter(
                        "switchboard_close_timeouts_total",
                        "Connections dropped because the close was not done in time.");
        holds =
                meters.counter(
                        "switchboard_holds_total",
                        "Times that clients were held for a reason other than a call.",
                        HELD);
        Arrays.stream(Code.values())
                .filter(code -> code.closeCode().isPresent())
                .forEach(code -> codes.put(code.closeCode().getAsInt(), code.wireName()));
        var values = new ArrayList<>(codes.values());
        values.addAll(List.of(BY_CLIENT, NO_CLOSE));
        closed =
                meters.counter(
                        "switchboard_closes_total",
                        "Connections ended, by the close code of the switch, or by whom else.",
                        Label.of("code", values.toArray(String[]::new)));
    }

    /** Counts where clients were too fast, or caused too much. */
    public static Family<Counter> rateLimited(Meters meters) {
        return meters.counter(
                "switchboard_rate_limited_total",
                "Messages and control frames beyond what a client may send or cause, by scope.",
                Label.of(
                        "scope",
                        "messages",
                        "raw",
                        "bytes",
                        "user_messages",
                        "user_bytes",
                        "control",
                        "deliveries",
                        "user",
                        "address",
                        "everyone",
                        "received",
                        "kind"));
    }

    void connections(IntSupplier count) {
        var _ = meters.gauge("switchboard_connections", "Connections open now.", count::getAsInt);
    }

    /** Shows how many clients are held now. */
    void held(ToIntFunction<Hold> count) {
        Family<Reading> held =
                meters.gauge(
                        "switchboard_held_clients",
                        "Clients of which nothing is read now, by reason.",
                        Label.of("reason", Hold.class));
        for (var why : Hold.values()) {
            held.of(why).from(() -> count.applyAsInt(why));
        }
    }

    void held(Hold why) {
        holds.of(why).inc();
    }

    void connected(boolean mayCompress) {
        connected.inc();
        if (mayCompress) {
            compressing.incrementAndGet();
        }
    }

    /** A message that a client sent compressed was inflated. */
    public void inflated(int before, int after) {
        inflated.inc();
        inflatedBytes.of("before").inc(before);
        inflatedBytes.of("after").inc(after);
    }

    /** Somebody sent or would cause too much, in this scope. */
    public void tooMany(String scope) {
        rateLimited.of(scope).inc();
    }

    /** A client sent too many pings or pongs. */
    public void tooManyControlFrames() {
        rateLimited.of("control").inc();
    }

    /** A client did not send the rest of a message, or there was no memory to wait for it. */
    public void notCompleted(String reason) {
        notCompleted.of(reason).inc();
    }

    /** A client was dropped because it did not answer a close in time. */
    void closeNotAnswered() {
        notAnswered.inc();
    }

    /** The code is told only if it is ours: a client may close with any. */
    void disconnected(Ending ending, boolean mayCompress) {
        if (mayCompress) {
            compressing.decrementAndGet();
        }
        String value =
                switch (ending.by()) {
                    case SWITCH -> codes.getOrDefault(ending.code(), Label.OTHER);
                    case CLIENT -> BY_CLIENT;
                    case NETWORK -> NO_CLOSE;
                };
        closed.of(value).inc();
    }
}
