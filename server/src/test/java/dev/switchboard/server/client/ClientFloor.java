// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import dev.switchboard.server.config.Settings;
import dev.switchboard.server.delivery.DeliveryFloor;
import dev.switchboard.server.rights.Forbidden;
import dev.switchboard.server.rights.Rights;
import dev.switchboard.server.time.VirtualTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Clients in memory over a clock that stands still. */
public final class ClientFloor implements AutoCloseable {

    public final DeliveryFloor delivery;
    public final VirtualTime time;
    public final ConnectionManager connections;
    public final ClientMeters meters;
    public final DryRun dryRun;
    public final Rights rights;
    public final Forbidden forbidden;
    private final Map<ConnectedClient, MemoryLink> links = new ConcurrentHashMap<>();

    public ClientFloor(String... configuration) {
        delivery = new DeliveryFloor(configuration);
        time = delivery.time;
        meters = new ClientMeters(delivery.meters);
        dryRun = new DryRun(delivery::settings, delivery.meters, time);
        rights = new Rights(delivery::settings);
        forbidden = new Forbidden(delivery.meters);
        connections =
                new ConnectionManager(
                        delivery::settings, delivery.lanes, delivery.encoder, time, meters, dryRun);
    }

    public Settings settings() {
        return delivery.settings();
    }

    /** A client that was let in and is connected. */
    public ConnectedClient connect() {
        return connect(request("192.0.2.1"));
    }

    public ConnectedClient connect(ConnectRequest request) {
        var admission = connections.admission(request);
        if (!(admission.proceed() instanceof Admission.Admitted)) {
            throw new AssertionError("not admitted");
        }
        var link = new MemoryLink();
        var client = connections.create(admission, link);
        links.put(client, link);
        client.open(() -> {
            connections.connected(client);
            return () -> connections.disconnected(client);
        });
        return client;
    }

    /** The connection of a client. */
    public MemoryLink link(ConnectedClient client) {
        return links.get(client);
    }

    /** The network loses the client. */
    public void lose(ConnectedClient client) {
        client.lost(new IOException("reset"));
        delivery.settle();
    }

    /** How a client's connection ended. */
    public static Ending ending(ConnectedClient client) {
        return client.ending();
    }

    public static ConnectRequest request(String address) {
        return new ConnectRequest("/ws", address(address), Optional.empty(), false);
    }

    public static ConnectRequest user(String address, String user) {
        return new ConnectRequest("/ws", address(address), Optional.of(user), false);
    }

    public static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public void close() {
        delivery.close();
    }
}
