// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import dev.switchboard.api.Client;
import dev.switchboard.api.Hub;
import dev.switchboard.api.Published;
import dev.switchboard.api.Topic;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A hub without clients. */
final class EmptyHub implements Hub {

    private static final CompletionStage<Published> TO_NOBODY =
            CompletableFuture.completedStage(new Published(false, Optional.empty()));

    @Override
    public CompletionStage<Published> publish(Topic topic, Object message) {
        return TO_NOBODY;
    }

    @Override
    public CompletionStage<Published> publishExcept(String clientId, Topic topic, Object message) {
        return TO_NOBODY;
    }

    @Override
    public boolean join(Client client, String room) {
        return false;
    }

    @Override
    public boolean leave(Client client, String room) {
        return false;
    }

    @Override
    public boolean isMember(Client client, String room) {
        return false;
    }

    @Override
    public int members(String room) {
        return 0;
    }

    @Override
    public Optional<Client> client(String id) {
        return Optional.empty();
    }

    @Override
    public Collection<Client> clientsOf(String user) {
        return List.of();
    }

    @Override
    public int clients() {
        return 0;
    }
}
