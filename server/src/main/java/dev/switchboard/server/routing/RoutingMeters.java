// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Timer;
import dev.switchboard.api.Code;
import dev.switchboard.api.Refusal;
import dev.switchboard.server.client.ClientMeters;
import dev.switchboard.server.metrics.Family;
import dev.switchboard.server.metrics.Label;
import dev.switchboard.server.metrics.Meters;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Counts what comes in, by kind or raw path; what is neither is counted as other. Any thread. */
public final class RoutingMeters {

    /** More kinds and paths than a switch has; clients cannot add any. */
    private static final int MOST_KINDS = 500;

    /** Those of the switch and some of plugins. */
    private static final int MOST_ERRORS = 100;

    private static final List<String> ANSWERS = List.of("valid", "unknown", "refused", "failed");

    private static final List<String> ERRORS =
            Arrays.stream(Code.values())
                    .filter(code -> code.closeCode().isEmpty())
                    .map(Code::wireName)
                    .toList();

    private final Family<Counter> messages;
    private final Family<Counter> bytes;
    private final Family<? extends Timer> handling;
    private final Family<Counter> failures;
    private final Family<Counter> rateLimited;
    private final Family<Counter> errors;
    private final Family<Counter> authentications;

    @Inject
    public RoutingMeters(Meters meters) {
        messages =
                meters.counter(
                        "switchboard_messages_in_total",
                        "Messages received, by kind or raw path.",
                        Label.upTo(MOST_KINDS, "kind"));
        bytes =
                meters.counter(
                        "switchboard_bytes_in_total",
                        "Bytes of messages received, by kind or raw path.",
                        Label.upTo(MOST_KINDS, "kind"));
        handling =
                meters.timer(
                        "switchboard_handler_seconds",
                        "Time that handlers took, by kind or raw path.",
                        Label.upTo(MOST_KINDS, "kind"));
        failures =
                meters.counter(
                        "switchboard_plugin_failures_total",
                        "Calls that a plugin failed on, by plugin.",
                        Label.upTo(MOST_KINDS, "plugin"));
        rateLimited = ClientMeters.rateLimited(meters);
        errors =
                meters.counter(
                        "switchboard_errors_total",
                        "Messages answered with an error, by its code.",
                        new Label("code", ERRORS, MOST_ERRORS));
        authentications =
                meters.counter(
                        "switchboard_authentications_total",
                        "Tokens and other credentials that plugins were asked about, by what they"
                                + " said.",
                        new Label("answer", ANSWERS, ANSWERS.size()));
    }

    /** Plugins were asked who somebody is. */
    void authenticated(boolean isKnown) {
        authentications.of(isKnown ? "valid" : "unknown").inc();
    }

    /** Plugins were asked who somebody is, and have refused it, or could not say. */
    void notAuthenticated(Throwable failure) {
        var cause = failure instanceof CompletionException ? failure.getCause() : failure;
        authentications.of(cause instanceof Refusal ? "refused" : "failed").inc();
    }

    void received(@Nullable String kind, int size) {
        String label = kind == null ? Label.OTHER : kind;
        messages.of(label).inc();
        bytes.of(label).inc(size);
    }

    void handled(String kind, long nanos) {
        handling.of(kind).update(nanos, TimeUnit.NANOSECONDS);
    }

    /** Where the failures of a plugin are counted. */
    Counter failuresOf(String plugin) {
        return failures.of(plugin);
    }

    /** A message is answered with this error. */
    Refusal answered(Refusal refusal) {
        errors.of(refusal.code()).inc();
        return refusal;
    }

    /** A message of some kind was refused. */
    void rateLimited() {
        rateLimited.of("messages").inc();
    }

    /** A client of a raw path is not read from for a while. */
    void slowedDown() {
        rateLimited.of("raw").inc();
    }
}
