// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import dev.switchboard.api.Code;
import dev.switchboard.api.RawMessage;
import dev.switchboard.server.client.ConnectedClient;
import dev.switchboard.server.log.Correlation;
import dev.switchboard.server.time.Time;
import org.jspecify.annotations.Nullable;

/**
 * Takes each message of a raw path to the path's handler as it is. On such a path no error can tell
 * a client that it sends too fast, so the switch reads from it more slowly instead. It holds on to
 * the path, not to the plugin that owns it now, so a plugin that is gone can be unloaded.
 */
record RawReceiver(String path, Routes routes, PluginCalls calls, RoutingMeters meters, Time time)
        implements Receiver {

    @Override
    public boolean speaksKinds() {
        return false;
    }

    @Override
    public void received(RawMessage message, ConnectedClient sender) {
        if (!sender.isHeard()) {
            return;
        }
        var route = routes.current().endpoint(path);
        if (route == null) {
            sender.close(Code.FAILED, "the plugin behind this path is gone");
            return;
        }
        meters.received(route.path(), message.bytes().length);
        var before = Correlation.with(new Correlation(sender.id(), sender.allowance().messages()));
        try {
            calls.call(route, sender, new Errand(route, message, sender, this));
        } finally {
            Correlation.restore(before);
        }
    }

    /** A message on its way to the handler. */
    private record Errand(
            RawRoute route, RawMessage message, ConnectedClient sender, RawReceiver receiver)
            implements Work {

        @Override
        public @Nullable Object run() throws Exception {
            route.handler().handle(message, sender);
            return null;
        }

        @Override
        public void settled(Outcome outcome) {
            switch (outcome) {
                case Outcome.Done _ -> receiver.pace(sender);
                case Outcome.Refused(var refusal) -> sender.close(Code.FAILED, refusal.text());
                case Outcome.Failed _ -> sender.close(Code.FAILED, "");
                case Outcome.Late _ -> sender.close(Code.FAILED, "this took too long");
                case Outcome.Abandoned _ -> {} // closed when it was given up
            }
        }
    }

    private void pace(ConnectedClient sender) {
        long wait = sender.allowance().owe(time.nanos());
        if (wait > 0) {
            meters.slowedDown();
            sender.pause(wait);
        }
    }
}
