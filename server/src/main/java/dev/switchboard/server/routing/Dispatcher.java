// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import dev.switchboard.api.Code;
import dev.switchboard.api.Json;
import dev.switchboard.api.RawMessage;
import dev.switchboard.api.Refusal;
import dev.switchboard.server.client.ConnectedClient;
import dev.switchboard.server.codec.Incoming;
import dev.switchboard.server.codec.MessageReader;
import dev.switchboard.server.config.AuthSettings;
import dev.switchboard.server.delivery.Encoder;
import dev.switchboard.server.log.Correlation;
import dev.switchboard.server.time.Time;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes a text message from the socket to the handler of its kind, and the handler's answer back:
 * limit, codec, route, call, reply. Messages of one client come here one after another: while a
 * handler that may block is at work on its virtual thread, its client is not read from.
 */
public record Dispatcher(
        Routes routes,
        MessageReader reader,
        Encoder encoder,
        Authorization authorization,
        RoutingMeters meters,
        Supplier<AuthSettings> auth,
        Time time)
        implements Receiver {

    /** What clients may send that must say first who they are. */
    private static final Set<String> FOR_STRANGERS = Set.of("auth", "hello");

    @Inject
    public Dispatcher {}

    @Override
    public boolean speaksKinds() {
        return true;
    }

    @Override
    public void received(RawMessage message, ConnectedClient sender) {
        if (!sender.isHeard()) {
            return;
        }
        if (!message.isText()) {
            sender.close(Code.TEXT_ONLY, "this path speaks text");
            return;
        }
        long wait = sender.allowance().admit(time.nanos());
        if (wait > 0) {
            refuse(message, sender, wait);
            return;
        }
        if (sender.isStranger() && isTooMuchOf(sender)) {
            sender.close(Code.NOT_LOGGED_IN, "too many messages without a valid token");
            return;
        }
        var before = Correlation.with(new Correlation(sender.id(), sender.allowance().messages()));
        try {
            read(message.bytes(), sender);
        } finally {
            Correlation.restore(before);
        }
    }

    private boolean isTooMuchOf(ConnectedClient stranger) {
        return stranger.allowance().messages() > auth.get().messagesBefore();
    }

    /** The wire tells milliseconds; one too few, and the client comes back too early. */
    private static Duration wholeMillis(long nanos) {
        return Duration.ofMillis(Math.ceilDiv(nanos, 1_000_000));
    }

    /**
     * Tells when to go on. Until then nothing more is read, so a flood costs less than it wants.
     */
    private void refuse(RawMessage message, ConnectedClient sender, long wait) {
        meters.rateLimited();
        if (sender.allowance().isFlood()) {
            sender.close(Code.POLICY, "too many messages, for too long");
            return;
        }
        var id = reader.findId(message.bytes());
        var refusal =
                new Refusal(Code.RATE_LIMITED, "too many messages").retryAfter(wholeMillis(wait));
        sender.reply(encoder.error(id, meters.answered(refusal)));
        sender.pause(wait);
    }

    private void read(byte[] text, ConnectedClient sender) {
        switch (reader.read(text, routes.current())) {
            case Incoming.Accepted<Route>(var route, var message, var id) -> {
                meters.received(route.kind(), text.length);
                if (sender.isStranger() && !FOR_STRANGERS.contains(route.kind())) {
                    var refusal = new Refusal(Code.LOGIN_NEEDED, "say who you are first, by auth");
                    sender.reply(encoder.error(id, meters.answered(refusal)));
                    return;
                }
                authorization.call(
                        route,
                        message,
                        sender,
                        new Errand(route, message, id, sender, encoder, meters));
            }
            case Incoming.Refused<Route>(var route, var refusal, var id, var failure) -> {
                meters.received(route == null ? null : route.kind(), text.length);
                if (route != null && failure != null) {
                    fail(route, failure);
                }
                sender.reply(encoder.error(id, meters.answered(refusal)));
            }
        }
    }

    private static void fail(Route route, Throwable cause) {
        route.guard().note(route.subject(), new Outcome.Failed(cause), true);
    }

    /** A message with all that is needed to handle and answer it. */
    private record Errand(
            Route route,
            Record message,
            @Nullable Json id,
            ConnectedClient sender,
            Encoder encoder,
            RoutingMeters meters)
            implements Work {

        @Override
        public @Nullable Object run() throws Exception {
            return route.call().invoke(message, sender);
        }

        @Override
        public void settled(Outcome outcome) {
            switch (outcome) {
                case Outcome.Done(var result) -> answer((Record) result);
                case Outcome.Refused(var refusal) -> refuse(refusal);
                case Outcome.Failed _ -> refuse(internal());
                case Outcome.Late _ -> refuse(late());
                case Outcome.Abandoned _ -> {} // its client was closed when it was given up
            }
        }

        private void refuse(Refusal refusal) {
            sender.reply(encoder.error(id, meters.answered(refusal)));
        }

        private void answer(@Nullable Record reply) {
            try {
                if (id != null) {
                    sender.reply(encoder.ok(id, reply));
                } else if (reply != null) {
                    sender.reply(encoder.frame(reply));
                }
            } catch (
                    Throwable e) { // a reply that cannot be written, for its record is the plugin's
                fail(route, e);
                refuse(internal());
            }
        }
    }

    private static Refusal late() {
        return new Refusal(Code.TIMEOUT, "this took too long");
    }

    private static Refusal internal() {
        return new Refusal(Code.INTERNAL, "this failed; the operator's log says why");
    }
}
