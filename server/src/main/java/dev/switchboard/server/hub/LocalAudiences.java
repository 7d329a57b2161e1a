// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.hub;

import dev.switchboard.api.Topic;
import dev.switchboard.server.client.ConnectedClient;
import dev.switchboard.server.client.ConnectionManager;
import dev.switchboard.server.delivery.Audience;
import dev.switchboard.server.delivery.Encoder;
import dev.switchboard.server.delivery.Lanes;
import dev.switchboard.server.delivery.Outbox;
import dev.switchboard.server.delivery.Publication;
import dev.switchboard.server.engine.LocalDelivery;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/**
 * From topics and ids, which mean the same in every process, to the audiences and outboxes of this
 * one. May be used from any thread.
 */
public final class LocalAudiences implements LocalDelivery {

    private final ConnectionManager connections;
    private final Lanes lanes;
    private final Encoder encoder;
    final DeliveryLimits limits;
    final Audience everyone;
    final Audiences rooms;
    final Audiences users;
    final Audiences paths;

    /** Audiences without members. */
    @Inject
    public LocalAudiences(
            ConnectionManager connections, Lanes lanes, Encoder encoder, DeliveryLimits limits) {
        this.connections = connections;
        this.lanes = lanes;
        this.encoder = encoder;
        this.limits = limits;
        this.everyone = lanes.audience(Topic.everyone());
        this.rooms = new Audiences(lanes, Topic::room);
        this.users = new Audiences(lanes, Topic::user);
        this.paths = new Audiences(lanes, Topic::path);
    }

    /** Makes a thread of a plugin wait, if it must, before it publishes more. */
    void awaitRoom() {
        lanes.awaitRoom();
    }

    @Override
    public boolean deliver(Publication publication) {
        return switch (publication.topic()) {
            case Topic.Everyone() -> deliver(publication, everyone);
            case Topic.Room(var name) -> deliver(publication, rooms.find(name));
            case Topic.User(var id) -> deliver(publication, users.find(id));
            case Topic.Path(var path) -> deliver(publication, paths.find(path));
            case Topic.Client(var id) -> deliver(publication, id);
        };
    }

    private boolean deliver(Publication publication, @Nullable Audience audience) {
        if (audience == null || audience.size() == 0) {
            return false;
        }
        lanes.publish(audience, publication, except(publication));
        int bytes = publication.frame(encoder.encoding()).length();
        limits.charge(publication, audience.size(), bytes);
        return true;
    }

    private boolean deliver(Publication publication, String clientId) {
        var client = connections.find(clientId);
        if (client.isPresent() && !clientId.equals(publication.except())) {
            client.get().send(publication.frame(encoder.encoding()), publication.publisher());
        }
        return client.isPresent();
    }

    /** Mostly the publisher is left out, and it need not be looked up. */
    private @Nullable Outbox except(Publication publication) {
        var id = publication.except();
        if (id == null) {
            return null;
        }
        if (publication.publisher() instanceof ConnectedClient here && here.id().equals(id)) {
            return here.outbox();
        }
        return connections.find(id).map(ConnectedClient::outbox).orElse(null);
    }

    @Override
    public void forget(Topic topic) {
        switch (topic) {
            case Topic.Room(var name) -> rooms.forget(name);
            case Topic.User(var id) -> users.forget(id);
            case Topic.Path(var path) -> paths.forget(path);
            case Topic.Everyone(),
                    Topic.Client(_) -> {} // there as long as the switch, or the client
        }
    }
}
