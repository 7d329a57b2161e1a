// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.hub;

import dev.switchboard.api.Client;
import dev.switchboard.api.Code;
import dev.switchboard.api.Hub;
import dev.switchboard.api.Identity;
import dev.switchboard.api.Published;
import dev.switchboard.api.Refusal;
import dev.switchboard.api.Registration;
import dev.switchboard.api.Topic;
import dev.switchboard.server.client.ConnectedClient;
import dev.switchboard.server.client.ConnectionManager;
import dev.switchboard.server.client.Memberships.Identified;
import dev.switchboard.server.config.RoomSettings;
import dev.switchboard.server.delivery.Audience;
import dev.switchboard.server.delivery.Audience.Membership;
import dev.switchboard.server.delivery.CurrentSender;
import dev.switchboard.server.delivery.Encoder;
import dev.switchboard.server.delivery.Publication;
import dev.switchboard.server.engine.Engine;
import dev.switchboard.server.metrics.Meters;
import dev.switchboard.server.rights.Decision;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The hub of this process: publishes to topics through the engine, and knows the clients and rooms
 * that are here. May be used from any thread.
 */
public final class LocalHub implements Hub {

    private final ConnectionManager connections;
    private final LocalAudiences audiences;
    private final Engine engine;
    private final Encoder encoder;
    private final Supplier<RoomSettings> settings;
    private final RoomRights rights;
    private final List<Consumer<HubEvent>> listeners = new CopyOnWriteArrayList<>();

    /** A hub without clients. */
    @Inject
    public LocalHub(
            ConnectionManager connections,
            LocalAudiences audiences,
            Engine engine,
            Encoder encoder,
            Supplier<RoomSettings> settings,
            RoomRights rights,
            Meters meters) {
        this.connections = connections;
        this.audiences = audiences;
        this.engine = engine;
        this.encoder = encoder;
        this.settings = settings;
        this.rights = rights;
        engine.interested(Topic.everyone());
        var rooms = audiences.rooms;
        var _ = meters.gauge("switchboard_rooms", "Rooms with members.", rooms::count);
        var _ =
                meters.gauge(
                        "switchboard_memberships",
                        "Memberships of clients in rooms.",
                        rooms::memberships);
    }

    /** Tells this listener from now on. */
    public void listen(Consumer<HubEvent> listener) {
        listeners.add(listener);
    }

    /** Shows each audience, with or without members. */
    public void forEachAudience(Consumer<Audience> visitor) {
        visitor.accept(audiences.everyone);
        audiences.rooms.forEach(visitor);
        audiences.users.forEach(visitor);
        audiences.paths.forEach(visitor);
    }

    private void tell(HubEvent event) {
        listeners.forEach(listener -> listener.accept(event));
    }

    /**
     * Takes a new client in, until what it returns is closed. One that has not said yet who it must
     * be is not here as far as anybody can tell.
     */
    public Registration connected(ConnectedClient client, boolean speaksKinds) {
        if (client.isStranger()) {
            return () -> {
                var _ = client.memberships().end();
                leaveOfUser(client.user(), client.memberships().leaveOfUser());
            };
        }
        var outbox = client.outbox();
        engine.interested(Topic.client(client.id()));
        var path = audiences.paths.join(client.path(), outbox, engine);
        client.memberships().replaceOfUser(known -> known == null ? joinOfUser(client) : known);
        var all = speaksKinds ? audiences.everyone.join(outbox) : null;
        tell(new HubEvent.Connected(client));
        return () -> disconnected(client, path, all);
    }

    /** Takes a client out of everything. */
    private void disconnected(
            ConnectedClient client, Membership path, @Nullable Membership everyone) {
        for (String room : client.memberships().end()) {
            leave(client, room);
        }
        audiences.paths.leave(client.path(), path, engine);
        leaveOfUser(client.user(), client.memberships().leaveOfUser());
        if (everyone != null) {
            audiences.everyone.leave(everyone);
        }
        var _ = engine.uninterested(Topic.client(client.id()));
        tell(new HubEvent.Disconnected(client));
    }

    /**
     * Makes it the client of this user, or of nobody, with what that means for limits and for the
     * topics of users. What is published meanwhile reaches it as the one or as the other.
     */
    public Identified identify(ConnectedClient client, Optional<Identity> identity) {
        var outcome = new Identified[] {Identified.GONE};
        client.memberships()
                .replaceOfUser(known -> {
                    var before = client.user();
                    outcome[0] = connections.identify(client, identity);
                    if (outcome[0] != Identified.NOW) {
                        return known;
                    }
                    leaveOfUser(before, known);
                    return joinOfUser(client);
                });
        checkRooms(client);
        if (outcome[0] == Identified.NOW) {
            tell(new HubEvent.Identified(client));
        }
        return outcome[0];
    }

    /** From now on these are asked where neither rules nor grants decide. */
    public void decidedBy(RoomRights.Others others) {
        rights.decidedBy(others);
    }

    /**
     * The rules have changed: whoever may not be in a room any more leaves it. What is published to
     * the room once this has returned does not reach them.
     */
    public void checkRooms() {
        connections.clients().forEach(this::checkRooms);
    }

    /** The same, for one client, whose grants may have changed. */
    private void checkRooms(ConnectedClient client) {
        if (rights.isOpenTo(client)) {
            return;
        }
        var undecided = new ArrayList<String>(0);
        client.memberships()
                .leaveIf(
                        room -> {
                            var decision = rights.decide(client, room);
                            if (decision == null) {
                                undecided.add(room);
                            }
                            return mustLeave(client, room, decision);
                        },
                        (room, membership) -> remove(client, room, membership));
        undecided.forEach(room -> rights.ask(client, room));
    }

    /**
     * Others have decided about a member, as neither rules nor grants did; it counts if the client
     * is still who it was then.
     */
    public void decided(
            ConnectedClient client, Optional<Identity> who, String room, Decision decision) {
        client.memberships()
                .leaveIf(
                        each ->
                                each.equals(room)
                                        && client.identity().equals(who)
                                        && rights.decide(client, room) == null
                                        && mustLeave(client, room, decision),
                        (_, membership) -> remove(client, room, membership));
    }

    private boolean mustLeave(ConnectedClient client, String room, @Nullable Decision decision) {
        if (decision == null || decision.allowed()) {
            return false;
        }
        rights.removed(client, room, decision);
        return true;
    }

    private void remove(ConnectedClient client, String room, Membership membership) {
        audiences.rooms.leave(room, membership, encoder.removed(room), engine);
        tell(new HubEvent.Left(client, room));
    }

    private @Nullable Membership joinOfUser(ConnectedClient client) {
        return client.user()
                .map(user -> audiences.users.join(user, client.outbox(), engine))
                .orElse(null);
    }

    private void leaveOfUser(Optional<String> user, @Nullable Membership membership) {
        if (membership != null) {
            audiences.users.leave(user.orElseThrow(), membership, engine);
        }
    }

    @Override
    public CompletionStage<Published> publish(Topic topic, Object message) {
        return publish(topic, message, null);
    }

    @Override
    public CompletionStage<Published> publishExcept(String clientId, Topic topic, Object message) {
        return publish(topic, message, clientId);
    }

    private CompletionStage<Published> publish(
            Topic topic, Object message, @Nullable String except) {
        var publication = Publication.of(topic, message, encoder, CurrentSender.get(), except);
        var refusal = audiences.limits.refusal(publication);
        if (refusal != null) {
            return CompletableFuture.failedStage(refusal);
        }
        audiences.awaitRoom();
        return engine.publish(publication);
    }

    @Override
    public boolean join(Client client, String room) {
        var limits = settings.get();
        RoomName.check(room, limits);
        var member = connected(client);
        var mustAsk = new boolean[1];
        var joined =
                member.memberships()
                        .join(
                                room,
                                limits.perClient(),
                                () -> {
                                    mustAsk[0] = rights.check(member, room);
                                    return audiences.rooms.join(room, member.outbox(), engine);
                                },
                                () -> tell(new HubEvent.Joined(client, room)));
        if (mustAsk[0]) {
            rights.ask(member, room);
        }
        return switch (joined) {
            case NOW -> true;
            case BEFORE, GONE -> false;
            case NOT_ALLOWED ->
                    throw new Refusal(
                            Code.TOO_MANY_ROOMS,
                            "a client may be in %d rooms".formatted(limits.perClient()));
        };
    }

    @Override
    public boolean leave(Client client, String room) {
        return connected(client)
                .memberships()
                .leave(
                        room,
                        membership -> {
                            audiences.rooms.leave(room, membership, engine);
                            tell(new HubEvent.Left(client, room));
                        });
    }

    /** What a plugin holds is a client of this process. */
    private static ConnectedClient connected(Client client) {
        if (client instanceof ConnectedClient connected) {
            return connected;
        }
        throw new IllegalArgumentException(client + " is no client of this switch");
    }

    @Override
    public boolean isMember(Client client, String room) {
        return connected(client).memberships().isIn(room);
    }

    @Override
    public int members(String room) {
        var audience = audiences.rooms.find(room);
        return audience == null ? 0 : audience.size();
    }

    @Override
    public Optional<Client> client(String id) {
        return connections.find(id).map(client -> client);
    }

    @Override
    public Collection<Client> clientsOf(String user) {
        return List.copyOf(connections.ofUser(user));
    }

    @Override
    public int clients() {
        return connections.count();
    }
}
