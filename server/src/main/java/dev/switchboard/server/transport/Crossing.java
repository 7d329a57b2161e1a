// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.api.Registration;
import dev.switchboard.server.client.Admission;
import dev.switchboard.server.client.ConnectedClient;
import dev.switchboard.server.client.ConnectionManager;
import dev.switchboard.server.client.Ending;
import dev.switchboard.server.client.HeartbeatWheel;
import dev.switchboard.server.client.Link;
import dev.switchboard.server.config.MessageSettings;
import dev.switchboard.server.config.Settings;
import dev.switchboard.server.delivery.Lanes;
import dev.switchboard.server.hub.LocalHub;
import dev.switchboard.server.time.Time;
import java.util.function.Supplier;

/**
 * What a connection needs of the floors below: how somebody admitted becomes a client, and how a
 * client leaves. Immutable; any thread.
 */
public final class Crossing {

    private final ConnectionManager connections;
    private final LocalHub hub;
    private final HeartbeatWheel heartbeats;
    private final Lanes lanes;
    private final Supplier<Settings> settings;
    private final Time time;

    public Crossing(
            ConnectionManager connections,
            LocalHub hub,
            HeartbeatWheel heartbeats,
            Lanes lanes,
            Supplier<Settings> settings,
            Time time) {
        this.connections = connections;
        this.hub = hub;
        this.heartbeats = heartbeats;
        this.lanes = lanes;
        this.settings = settings;
        this.time = time;
    }

    /** Where a client is present. */
    public record Arrival(LocalHub.Presence presence, Registration heartbeat) {}

    /** Makes somebody admitted a client, whom nobody knows before its arrival. */
    public ConnectedClient create(Admission admission, Link link) {
        return connections.create(admission, link);
    }

    /** The connection is open: makes its client known to all. */
    public Arrival arrive(ConnectedClient client, boolean speaksKinds) {
        connections.connected(client);
        boolean isPublic = speaksKinds && !client.isProbe();
        return new Arrival(hub.connected(client, isPublic), heartbeats.watch(client));
    }

    /** The connection is gone: takes its client out of everything. */
    public void depart(ConnectedClient client, Arrival arrival, Ending network) {
        arrival.heartbeat().close();
        hub.disconnected(client, arrival.presence());
        connections.disconnected(client, network);
    }

    /** It did not become a client after all. */
    void cancel(ConnectedClient client) {
        connections.cancel(client);
    }

    Lanes lanes() {
        return lanes;
    }

    MessageSettings messageSettings() {
        return settings.get().messages();
    }

    long nanos() {
        return time.nanos();
    }
}
