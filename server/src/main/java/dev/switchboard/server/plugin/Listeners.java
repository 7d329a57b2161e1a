// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import dev.switchboard.api.Client;
import dev.switchboard.server.hub.HubEvents;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one plugin wants to be told of clients and rooms. What a listener throws is logged and harms
 * nobody. Any thread may add and tell.
 */
final class Listeners implements HubEvents {
    private static final Logger log = LoggerFactory.getLogger(Listeners.class);

    private final String plugin;
    private final List<Consumer<Client>> onConnect = new CopyOnWriteArrayList<>();
    private final List<Consumer<Client>> onDisconnect = new CopyOnWriteArrayList<>();
    private final List<BiConsumer<Client, String>> onJoin = new CopyOnWriteArrayList<>();
    private final List<BiConsumer<Client, String>> onLeave = new CopyOnWriteArrayList<>();

    Listeners(String plugin) {
        this.plugin = plugin;
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

    boolean areNone() {
        return onConnect.isEmpty()
                && onDisconnect.isEmpty()
                && onJoin.isEmpty()
                && onLeave.isEmpty();
    }

    @Override
    public void connected(Client client) {
        onConnect.forEach(listener -> tell("onConnect", () -> listener.accept(client)));
    }

    @Override
    public void disconnected(Client client) {
        onDisconnect.forEach(listener -> tell("onDisconnect", () -> listener.accept(client)));
    }

    @Override
    public void joined(Client client, String room) {
        onJoin.forEach(listener -> tell("onJoin", () -> listener.accept(client, room)));
    }

    @Override
    public void left(Client client, String room) {
        onLeave.forEach(listener -> tell("onLeave", () -> listener.accept(client, room)));
    }

    private void tell(String event, Runnable listener) {
        try {
            listener.run();
        } catch (Throwable e) { // a plugin may throw anything
            log.error("plugin {} failed in its {} listener", plugin, event, e);
        }
    }
}
