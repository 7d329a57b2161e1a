// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.hub;

import dev.switchboard.api.Client;
import dev.switchboard.api.Code;
import dev.switchboard.api.Hub;
import dev.switchboard.api.Refusal;
import dev.switchboard.api.Topic;
import dev.switchboard.server.client.ConnectedClient;
import dev.switchboard.server.client.ConnectionManager;
import dev.switchboard.server.client.Memberships.Identified;
import dev.switchboard.server.config.RoomSettings;
import dev.switchboard.server.delivery.Audience;
import dev.switchboard.server.delivery.Audience.Membership;
import dev.switchboard.server.delivery.Encoder;
import dev.switchboard.server.delivery.Lanes;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The hub: publishes to topics, and knows the rooms. May be used from any thread. */
public final class LocalHub implements Hub {

    private final ConnectionManager connections;
    private final Lanes lanes;
    private final Encoder encoder;
    private final Supplier<RoomSettings> settings;
    private final Audience everyone;
    private final Audiences rooms;
    private final Audiences users;
    private final Audiences paths;
    private final List<HubEvents> listeners = new CopyOnWriteArrayList<>();

    /** A hub without clients. */
    public LocalHub(
            ConnectionManager connections,
            Lanes lanes,
            Encoder encoder,
            Supplier<RoomSettings> settings,
            HubMeters meters) {
        this.connections = connections;
        this.lanes = lanes;
        this.encoder = encoder;
        this.settings = settings;
        this.everyone = lanes.audience(Topic.everyone());
        this.rooms = new Audiences(lanes, Topic::room);
        this.users = new Audiences(lanes, Topic::user);
        this.paths = new Audiences(lanes, Topic::path);
        meters.watch(rooms::count, rooms::memberships);
    }

    /** Tells this listener from now on. */
    public void listen(HubEvents events) {
        listeners.add(events);
    }

    /** Takes a new client in; what it returns must be given back when the client has gone. */
    public Presence connected(ConnectedClient client, boolean speaksKinds) {
        var path = paths.join(client.path(), client.outbox());
        client.memberships().replaceOfUser(known -> known == null ? joinOfUser(client) : known);
        var all = speaksKinds ? everyone.join(client.outbox()) : null;
        listeners.forEach(events -> events.connected(client));
        return new Presence(path, Optional.ofNullable(all));
    }

    /** Takes a client out of everything. */
    public void disconnected(ConnectedClient client, Presence presence) {
        for (String room : client.memberships().end()) {
            leave(client, room);
        }
        paths.leave(client.path(), presence.path());
        leaveOfUser(client.user(), client.memberships().leaveOfUser());
        presence.everyone().ifPresent(everyone::leave);
        listeners.forEach(events -> events.disconnected(client));
    }

    /** The places that a client has outside of rooms. */
    public record Presence(Membership path, Optional<Membership> everyone) {}

    /**
     * Makes it the client of this user, or of nobody, with what that means for limits and for the
     * topics of users. What is published meanwhile reaches it as the one or as the other.
     */
    public Identified identify(ConnectedClient client, Optional<String> user) {
        var outcome = new Identified[] {Identified.GONE};
        client.memberships()
                .replaceOfUser(known -> {
                    var before = client.user();
                    outcome[0] = connections.identify(client, user);
                    if (outcome[0] != Identified.NOW) {
                        return known;
                    }
                    leaveOfUser(before, known);
                    return joinOfUser(client);
                });
        if (outcome[0] == Identified.NOW) {
            listeners.forEach(events -> events.identified(client));
        }
        return outcome[0];
    }

    private @Nullable Membership joinOfUser(ConnectedClient client) {
        return client.user().map(user -> users.join(user, client.outbox())).orElse(null);
    }

    private void leaveOfUser(Optional<String> user, @Nullable Membership membership) {
        if (membership != null) {
            users.leave(user.orElseThrow(), membership);
        }
    }

    @Override
    public void publish(Topic topic, Object message) {
        publish(topic, message, null);
    }

    @Override
    public void publishExcept(Client except, Topic topic, Object message) {
        publish(topic, message, (ConnectedClient) except);
    }

    private void publish(Topic topic, Object message, @Nullable ConnectedClient except) {
        var audience = audience(topic);
        if (audience != null) {
            lanes.publish(
                    audience,
                    encoder.frame(message),
                    except == null ? null : except.outbox(),
                    CurrentSender.publisher());
        }
    }

    private @Nullable Audience audience(Topic topic) {
        return switch (topic) {
            case Topic.Everyone() -> everyone;
            case Topic.Room(var name) -> rooms.find(name);
            case Topic.User(var id) -> users.find(id);
            case Topic.Path(var path) -> paths.find(path);
        };
    }

    @Override
    public boolean join(Client client, String room) {
        var limits = settings.get();
        RoomName.check(room, limits);
        var member = (ConnectedClient) client;
        var joined =
                member.memberships()
                        .join(room, limits.perClient(), () -> rooms.join(room, member.outbox()));
        return switch (joined) {
            case NOW -> {
                listeners.forEach(events -> events.joined(client, room));
                yield true;
            }
            case BEFORE, GONE -> false;
            case NOT_ALLOWED ->
                    throw new Refusal(
                            Code.TOO_MANY_ROOMS,
                            "a client may be in %d rooms".formatted(limits.perClient()));
        };
    }

    @Override
    public boolean leave(Client client, String room) {
        var membership = ((ConnectedClient) client).memberships().leave(room);
        if (membership == null) {
            return false;
        }
        rooms.leave(room, membership);
        listeners.forEach(events -> events.left(client, room));
        return true;
    }

    @Override
    public boolean isMember(Client client, String room) {
        return ((ConnectedClient) client).memberships().isIn(room);
    }

    @Override
    public int members(String room) {
        var audience = rooms.find(room);
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
