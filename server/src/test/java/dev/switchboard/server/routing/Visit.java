// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import dev.switchboard.api.RawMessage;
import dev.switchboard.server.client.ClientFloor;
import dev.switchboard.server.client.ConnectedClient;
import dev.switchboard.server.codec.MessageReader;
import dev.switchboard.server.hub.HubFloor;
import dev.switchboard.server.metrics.Meters;
import java.util.List;
import java.util.Objects;

/** A client that speaks to plugins through the real dispatcher and receivers, for tests above. */
public final class Visit implements AutoCloseable {
    private final ClientFloor clients = new ClientFloor();
    private final ConnectedClient client = clients.connect();
    private final Paths paths;

    public Visit(Routes routes, PluginCalls calls, Meters meters) {
        var counted = new RoutingMeters(meters);
        var authorizers =
                new Authorizers(routes, clients.rights, HubFloor.hub(clients), clients.time);
        var dispatcher =
                new Dispatcher(
                        routes,
                        new MessageReader(() -> clients.settings().messages().json()),
                        clients.delivery.encoder,
                        new Authorization(clients.rights, authorizers, clients.forbidden, calls),
                        counted,
                        () -> clients.settings().auth(),
                        clients.time);
        paths = new Paths(routes, dispatcher, calls, counted, clients.time);
    }

    /** Who takes the messages of a path, as a connection remembers it. */
    public Receiver receiver(String path) {
        return Objects.requireNonNull(paths.receiver(path));
    }

    /** Says something and returns all that was answered so far. */
    public List<String> say(Receiver receiver, String text) {
        receiver.received(RawMessage.text(text), client);
        clients.delivery.settle();
        return clients.link(client).frames();
    }

    @Override
    public void close() {
        clients.close();
    }
}
