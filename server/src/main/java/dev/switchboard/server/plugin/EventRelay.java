// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import dev.switchboard.api.Client;
import dev.switchboard.server.hub.HubEvents;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Passes the events of the hub on to the plugins that run, in the order of their start. Plugins
 * come and go; the hub knows only this. Any thread may use it.
 */
final class EventRelay implements HubEvents {
    private final List<HubEvents> plugins = new CopyOnWriteArrayList<>();

    void add(HubEvents plugin) {
        plugins.add(plugin);
    }

    void remove(HubEvents plugin) {
        plugins.remove(plugin);
    }

    @Override
    public void connected(Client client) {
        plugins.forEach(plugin -> plugin.connected(client));
    }

    @Override
    public void disconnected(Client client) {
        plugins.forEach(plugin -> plugin.disconnected(client));
    }

    @Override
    public void joined(Client client, String room) {
        plugins.forEach(plugin -> plugin.joined(client, room));
    }

    @Override
    public void left(Client client, String room) {
        plugins.forEach(plugin -> plugin.left(client, room));
    }
}
