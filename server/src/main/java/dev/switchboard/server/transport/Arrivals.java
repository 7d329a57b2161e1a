// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.server.client.Admission;
import dev.switchboard.server.client.ClientLink;
import dev.switchboard.server.client.ConnectedClient;
import dev.switchboard.server.client.ConnectionManager;
import dev.switchboard.server.client.HeartbeatWheel;
import dev.switchboard.server.client.Sessions;
import dev.switchboard.server.hub.LocalHub;
import dev.switchboard.server.routing.PathRights;
import jakarta.inject.Inject;

/** How an admitted connection becomes a client, and how a client leaves. Immutable; any thread. */
public final class Arrivals {

    private final ConnectionManager connections;
    private final LocalHub hub;
    private final HeartbeatWheel heartbeats;
    private final Sessions sessions;
    private final PathRights pathRights;

    @Inject
    public Arrivals(
            ConnectionManager connections,
            LocalHub hub,
            HeartbeatWheel heartbeats,
            Sessions sessions,
            PathRights pathRights) {
        this.connections = connections;
        this.hub = hub;
        this.heartbeats = heartbeats;
        this.sessions = sessions;
        this.pathRights = pathRights;
    }

    /** Makes the client of an admitted connection. It is known to nobody until it arrives. */
    public ConnectedClient create(Admission admission, ClientLink link) {
        return connections.create(admission, link);
    }

    /**
     * The connection is open: makes its client known to all parts, until it is gone. False if it
     * was lost meanwhile.
     */
    public boolean arrive(ConnectedClient client, boolean speaksKinds) {
        return client.open(() -> {
            connections.connected(client);
            var presence = hub.connected(client, speaksKinds && !client.isProbe());
            var heartbeat = heartbeats.watch(client);
            sessions.watch(client);
            pathRights.checkRules(client);
            return () -> {
                sessions.forget(client);
                heartbeat.close();
                presence.close();
                connections.disconnected(client);
            };
        });
    }
}
