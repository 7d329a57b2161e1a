// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import dev.switchboard.api.Client;
import dev.switchboard.api.Hub;
import dev.switchboard.api.Published;
import dev.switchboard.api.Topic;
import dev.switchboard.server.delivery.CurrentSender;
import dev.switchboard.server.delivery.Publisher;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The hub as one plugin sees it. What the plugin publishes while it handles no message is caused by
 * the plugin, whichever thread it uses. Any thread.
 */
record PluginHub(Hub hub, Publisher plugin) implements Hub {

    @Override
    public CompletionStage<Published> publish(Topic topic, Object message) {
        return caused(() -> hub.publish(topic, message));
    }

    @Override
    public CompletionStage<Published> publishExcept(String clientId, Topic topic, Object message) {
        return caused(() -> hub.publishExcept(clientId, topic, message));
    }

    private CompletionStage<Published> caused(Supplier<CompletionStage<Published>> publication) {
        if (CurrentSender.get() != null) {
            return publication.get();
        }
        CurrentSender.set(plugin);
        try {
            return publication.get();
        } finally {
            CurrentSender.set(null);
        }
    }

    @Override
    public boolean join(Client client, String room) {
        return hub.join(client, room);
    }

    @Override
    public boolean leave(Client client, String room) {
        return hub.leave(client, room);
    }

    @Override
    public boolean isMember(Client client, String room) {
        return hub.isMember(client, room);
    }

    @Override
    public int members(String room) {
        return hub.members(room);
    }

    @Override
    public Optional<Client> client(String id) {
        return hub.client(id);
    }

    @Override
    public Collection<Client> clientsOf(String user) {
        return hub.clientsOf(user);
    }

    @Override
    public int clients() {
        return hub.clients();
    }
}
