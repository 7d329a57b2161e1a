// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import dev.switchboard.api.Code;
import dev.switchboard.api.Json;
import dev.switchboard.api.RawMessage;
import dev.switchboard.api.Refusal;
import dev.switchboard.server.client.ConnectedClient;
import dev.switchboard.server.codec.Incoming;
import dev.switchboard.server.codec.MessageReader;
import dev.switchboard.server.delivery.Encoder;
import dev.switchboard.server.hub.CurrentSender;
import dev.switchboard.server.log.Correlation;
import dev.switchboard.server.time.Time;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Takes a text message from the socket to the handler of its kind, and the handler's answer back:
 * limit, codec, route, call, reply. Messages of one client come here one after another: while a
 * handler that may block is at work on its virtual thread, its client is not read from.
 */
public final class Dispatcher implements Receiver {

    private final Routes routes;
    private final MessageReader reader;
    private final Encoder encoder;
    private final Deadlines deadlines;
    private final Failures failures;
    private final Quarantine quarantine;
    private final RoutingMeters meters;
    private final Time time;
    private final ThreadFactory threads;

    /**
     * A dispatcher without clients.
     *
     * @param threads makes a thread for each call of a handler that may block
     */
    public Dispatcher(
            Routes routes,
            MessageReader reader,
            Encoder encoder,
            Deadlines deadlines,
            Failures failures,
            Quarantine quarantine,
            RoutingMeters meters,
            Time time,
            ThreadFactory threads) {
        this.routes = routes;
        this.reader = reader;
        this.encoder = encoder;
        this.deadlines = deadlines;
        this.failures = failures;
        this.quarantine = quarantine;
        this.meters = meters;
        this.time = time;
        this.threads = threads;
    }

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
        long wait = sender.inflow().admit(time.nanos());
        if (wait > 0) {
            refuse(message, sender, wholeMillis(wait));
            return;
        }
        var correlation = new Correlation(sender.id(), sender.inflow().messages());
        var before = Correlation.with(correlation);
        CurrentSender.set(sender);
        try {
            read(message.bytes(), sender, correlation);
        } finally {
            CurrentSender.set(null);
            Correlation.restore(before);
        }
    }

    /** The wire tells milliseconds; one too few, and the client comes back too early. */
    private static Duration wholeMillis(long nanos) {
        return Duration.ofMillis(Math.ceilDiv(nanos, 1_000_000));
    }

    private void refuse(RawMessage message, ConnectedClient sender, Duration wait) {
        meters.rateLimited();
        if (sender.inflow().isFlood()) {
            sender.close(Code.POLICY, "too many messages, for too long");
            return;
        }
        var id = reader.read(message.bytes(), RouteTable.EMPTY).id();
        var refusal = new Refusal(Code.RATE_LIMITED, "too many messages").retryAfter(wait);
        sender.send(encoder.error(id, refusal));
    }

    private void read(byte[] text, ConnectedClient sender, Correlation correlation) {
        switch (reader.read(text, routes.current())) {
            case Incoming.Accepted<Route>(var route, var message, var id) -> {
                meters.received(route.kind(), text.length);
                if (quarantine.holds(route)) {
                    sender.send(encoder.error(id, unavailable(route)));
                } else if (route.isInline()) {
                    inline(new Errand(route, message, id, sender));
                } else {
                    blocking(new Errand(route, message, id, sender), correlation);
                }
            }
            case Incoming.Refused<Route>(var route, var refusal, var id, var failure) -> {
                meters.received(route == null ? null : route.kind(), text.length);
                if (route != null && failure != null) {
                    failures.report(route, failure);
                }
                sender.send(encoder.error(id, refusal));
            }
        }
    }

    private static Refusal unavailable(Route route) {
        return new Refusal(
                Code.UNAVAILABLE, "the plugin " + route.plugin() + " has failed too often");
    }

    /** A message with all that is needed to handle and answer it. */
    private record Errand(Route route, Record message, @Nullable Json id, ConnectedClient sender) {}

    private void inline(Errand errand) {
        var work = deadlines.begin(errand.route());
        run(errand, work);
    }

    private void blocking(Errand errand, Correlation correlation) {
        var intake = errand.sender().intake();
        intake.hold();
        var thread =
                threads.newThread(() -> {
                    Correlation.with(correlation);
                    CurrentSender.set(errand.sender());
                    run(errand, deadlines.begin(errand.route(), () -> abandon(errand)));
                });
        thread.setName(errand.route().subject());
        thread.start();
    }

    private void run(Errand errand, Deadlines.Work work) {
        long began = time.nanos();
        @Nullable Record reply = null;
        @Nullable Throwable thrown = null;
        try {
            reply = errand.route().call().invoke(errand.message(), errand.sender());
        } catch (Throwable t) { // a plugin may throw anything, and must not take more with it
            thrown = t;
        }
        boolean isLate = work.isInterrupted();
        if (!work.end()) {
            return; // abandoned: answered and released long since
        }
        long took = time.nanos() - began;
        meters.handled(errand.route().kind(), took);
        deadlines.judge(errand.route(), took);
        try {
            answer(errand, reply, thrown, isLate);
        } finally {
            work.released(errand.sender().intake());
        }
    }

    private void answer(
            Errand errand, @Nullable Record reply, @Nullable Throwable thrown, boolean isLate) {
        var sender = errand.sender();
        if (thrown == null) {
            quarantine.succeeded(errand.route());
            answer(errand, reply);
        } else if (thrown instanceof Refusal refusal) {
            quarantine.succeeded(errand.route());
            sender.send(encoder.error(errand.id(), refusal));
        } else {
            failures.report(errand.route(), thrown);
            sender.send(encoder.error(errand.id(), isLate ? late() : internal()));
        }
    }

    private void answer(Errand errand, @Nullable Record reply) {
        var id = errand.id();
        try {
            if (id != null) {
                errand.sender().send(encoder.ok(id, reply));
            } else if (reply != null) {
                errand.sender().send(reply);
            }
        } catch (Throwable e) { // a reply that cannot be written, for its record is the plugin's
            failures.report(errand.route(), e);
            errand.sender().send(encoder.error(id, internal()));
        }
    }

    /** The handler was interrupted and works on regardless: its client need not wait for it. */
    private void abandon(Errand errand) {
        errand.sender().send(encoder.error(errand.id(), late()));
        errand.sender().intake().release();
    }

    private static Refusal late() {
        return new Refusal(Code.TIMEOUT, "this took too long");
    }

    private static Refusal internal() {
        return new Refusal(Code.INTERNAL, "this failed; the operator's log says why");
    }
}
