// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import dev.switchboard.api.Client;
import dev.switchboard.server.hub.HubEvents;
import dev.switchboard.server.routing.PluginGuard;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The listeners of one plugin for clients and rooms. They run on threads of the plugin's own, so
 * they delay nobody else. Any thread may add and tell.
 */
final class Listeners implements HubEvents {
    private final PluginGuard guard;
    private final List<Consumer<Client>> onConnect = new CopyOnWriteArrayList<>();
    private final List<Consumer<Client>> onDisconnect = new CopyOnWriteArrayList<>();
    private final List<BiConsumer<Client, String>> onJoin = new CopyOnWriteArrayList<>();
    private final List<BiConsumer<Client, String>> onLeave = new CopyOnWriteArrayList<>();

    Listeners(PluginGuard guard) {
        this.guard = guard;
    }

    void onConnect(Consumer<Client> listener) {
        onConnect.add(listener);
    }

    void onDisconnect(Consumer<Client> listener) {
        onDisconnect.add(listener);
    }

    void onJoin(BiConsumer<Client, String> listener) {
        onJoin.add(listener);
    }

    void onLeave(BiConsumer<Client, String> listener) {
        onLeave.add(listener);
    }

    @Override
    public void connected(Client client) {
        tell("onConnect", onConnect, client);
    }

    @Override
    public void disconnected(Client client) {
        tell("onDisconnect", onDisconnect, client);
    }

    @Override
    public void joined(Client client, String room) {
        tell("onJoin", onJoin, client, room);
    }

    @Override
    public void left(Client client, String room) {
        tell("onLeave", onLeave, client, room);
    }

    private void tell(String event, List<Consumer<Client>> listeners, Client client) {
        listeners.forEach(it -> guard.tell(event, client, () -> it.accept(client)));
    }

    private void tell(
            String event, List<BiConsumer<Client, String>> listeners, Client client, String room) {
        listeners.forEach(it -> guard.tell(event, client, () -> it.accept(client, room)));
    }
}
