// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.micro;

import dev.switchboard.api.Client;
import dev.switchboard.api.Code;
import dev.switchboard.api.Refusal;
import dev.switchboard.api.Topic;
import dev.switchboard.plugin.rooms.RoomMessage;
import dev.switchboard.plugin.rooms.RoomMessageSaid;
import dev.switchboard.server.client.Admission;
import dev.switchboard.server.client.ClientMeters;
import dev.switchboard.server.client.ConnectRequest;
import dev.switchboard.server.client.ConnectedClient;
import dev.switchboard.server.client.ConnectionManager;
import dev.switchboard.server.client.DryRun;
import dev.switchboard.server.codec.MessageReader;
import dev.switchboard.server.codec.Shapes;
import dev.switchboard.server.config.Configuration;
import dev.switchboard.server.config.Settings;
import dev.switchboard.server.config.binding.ConfigurationException;
import dev.switchboard.server.delivery.DeliveryMeters;
import dev.switchboard.server.delivery.Encoder;
import dev.switchboard.server.delivery.Lanes;
import dev.switchboard.server.delivery.MemoryBudget;
import dev.switchboard.server.engine.EmbeddedEngine;
import dev.switchboard.server.hub.DeliveryLimits;
import dev.switchboard.server.hub.LocalAudiences;
import dev.switchboard.server.hub.LocalHub;
import dev.switchboard.server.hub.RoomRights;
import dev.switchboard.server.metrics.Meters;
import dev.switchboard.server.rights.Forbidden;
import dev.switchboard.server.rights.Rights;
import dev.switchboard.server.routing.Authorization;
import dev.switchboard.server.routing.Authorizers;
import dev.switchboard.server.routing.Dispatcher;
import dev.switchboard.server.routing.PluginCalls;
import dev.switchboard.server.routing.Route;
import dev.switchboard.server.routing.Routes;
import dev.switchboard.server.routing.RoutingMeters;
import dev.switchboard.server.time.SystemTime;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A switch with everything but sockets, and limits that nothing here reaches. */
final class MemorySwitch implements AutoCloseable {

    private static final String SETTINGS =
            """
            listen { host = 127.0.0.1, port = 0 }
            messages { rate = 1000000000/s, burst = 1000000000 }
            gate { max-connections = 10000000, per-address.connections = 10000000 }
            gate.per-address.new-connections = 1000000000/s
            delivery.lanes = 1
            delivery.limits { per-client = 1000000000000/s, per-address = 1000000000000/s }
            """;

    private final SystemTime time = new SystemTime();
    private final Meters meters = new Meters(time);
    private final Shapes shapes = new Shapes();
    private final Settings settings;
    private final ConnectRequest request =
            new ConnectRequest("/ws", InetAddress.getLoopbackAddress(), Optional.empty(), false);
    private final ConnectionManager connections;
    private final PluginCalls calls;
    final Encoder encoder = new Encoder(shapes);
    final Lanes lanes;
    private final Rights rights;
    private final Forbidden forbidden;
    final LocalHub hub;
    final Dispatcher dispatcher;

    MemorySwitch() {
        try {
            settings = Configuration.of(SETTINGS).settings();
        } catch (ConfigurationException e) {
            throw new IllegalStateException(e);
        }
        lanes =
                new Lanes(
                        settings::delivery,
                        new DeliveryMeters(meters),
                        encoder,
                        time,
                        new MemoryBudget(settings::delivery));
        rights = new Rights(() -> settings);
        forbidden = new Forbidden(meters);
        var clientMeters = new ClientMeters(meters);
        var dryRun = new DryRun(() -> settings, meters, time);
        connections =
                new ConnectionManager(() -> settings, lanes, encoder, time, clientMeters, dryRun);
        var limits =
                new DeliveryLimits(settings::delivery, connections, clientMeters, dryRun, time);
        var audiences = new LocalAudiences(connections, lanes, encoder, limits);
        hub =
                new LocalHub(
                        connections,
                        audiences,
                        new EmbeddedEngine(audiences),
                        encoder,
                        settings::rooms,
                        new RoomRights(rights, forbidden),
                        meters);
        var routingMeters = new RoutingMeters(meters);
        calls = new PluginCalls(() -> settings, routingMeters, time, Thread::startVirtualThread);
        dispatcher = dispatcher(routingMeters);
    }

    private Dispatcher dispatcher(RoutingMeters routingMeters) {
        var routes = new Routes();
        var guard = calls.guard("rooms", getClass().getClassLoader());
        routes.replace(
                routes.current()
                        .with(Route.inline(guard, shapes.of(RoomMessage.class), this::say)));
        return new Dispatcher(
                routes,
                new MessageReader(() -> settings.messages().json()),
                encoder,
                new Authorization(
                        rights, new Authorizers(routes, rights, hub, time), forbidden, calls),
                routingMeters,
                settings::auth,
                time);
    }

    /** What the rooms plugin does. */
    private @Nullable Record say(Record record, Client sender) throws Refusal {
        var message = (RoomMessage) record;
        if (!hub.isMember(sender, message.room())) {
            throw new Refusal(Code.NOT_A_MEMBER, "join the room before you talk in it");
        }
        hub.publishExcept(
                sender,
                Topic.room(message.room()),
                new RoomMessageSaid(sender.id(), message.room(), message.content()));
        return null;
    }

    /** A client that is in no room yet. */
    ConnectedClient connect(CountingWire wire) {
        var admission = connections.admission(request);
        if (!(admission.proceed() instanceof Admission.Admitted)) {
            throw new IllegalStateException("not admitted");
        }
        return connections.create(admission, wire);
    }

    /** Does this as if it came out of one read of a socket. */
    void inOneBurst(Runnable work) {
        try (var _ = lanes.burst()) {
            work.run();
        }
    }

    @Override
    public void close() {
        calls.close();
        lanes.close();
        meters.close();
        time.close();
    }
}
