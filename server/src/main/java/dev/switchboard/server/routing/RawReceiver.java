// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import dev.switchboard.api.Code;
import dev.switchboard.api.RawMessage;
import dev.switchboard.server.client.ConnectedClient;
import dev.switchboard.server.hub.CurrentSender;
import dev.switchboard.server.log.Correlation;
import dev.switchboard.server.time.Time;
import java.time.Duration;

/**
 * Takes each message of a raw path to the path's handler as it is. There is no way to say on such a
 * path that somebody sends too fast, so the switch reads more slowly instead.
 */
public final class RawReceiver implements Receiver {

    private final RawRoute route;
    private final Deadlines deadlines;
    private final Failures failures;
    private final Quarantine quarantine;
    private final RoutingMeters meters;
    private final Time time;

    public RawReceiver(
            RawRoute route,
            Deadlines deadlines,
            Failures failures,
            Quarantine quarantine,
            RoutingMeters meters,
            Time time) {
        this.route = route;
        this.deadlines = deadlines;
        this.failures = failures;
        this.quarantine = quarantine;
        this.meters = meters;
        this.time = time;
    }

    @Override
    public boolean speaksKinds() {
        return false;
    }

    @Override
    public void received(RawMessage message, ConnectedClient sender) {
        if (!sender.isHeard()) {
            return;
        }
        meters.received(route.path(), message.bytes().length);
        if (quarantine.holds(route)) {
            sender.close(Code.FAILED, "the plugin behind this path has failed too often");
            return;
        }
        var before = Correlation.with(new Correlation(sender.id(), sender.inflow().messages()));
        CurrentSender.set(sender);
        long began = time.nanos();
        var work = deadlines.begin(route);
        try {
            route.handler().handle(message, sender);
            quarantine.succeeded(route);
        } catch (Throwable t) { // a plugin may throw anything
            failures.report(route, t);
            sender.close(Code.FAILED, "");
        } finally {
            work.end();
            CurrentSender.set(null);
            Correlation.restore(before);
        }
        long now = time.nanos();
        meters.handled(route.path(), now - began);
        deadlines.judge(route, now - began);
        pace(sender, now);
    }

    private void pace(ConnectedClient sender, long now) {
        long wait = sender.inflow().owe(now);
        if (wait > 0) {
            meters.slowedDown();
            sender.intake().hold();
            var _ = time.after(Duration.ofNanos(wait), sender.intake()::release);
        }
    }
}
