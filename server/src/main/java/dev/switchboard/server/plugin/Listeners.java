// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import dev.switchboard.server.hub.HubEvent;
import dev.switchboard.server.routing.PluginGuard;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The listeners of one plugin for clients and rooms. They run on threads of the plugin's own, so
 * they delay nobody else. Any thread may add and tell.
 */
final class Listeners {
    private final PluginGuard guard;
    private final List<Listener<?>> all = new CopyOnWriteArrayList<>();

    /** What listens to events of one type; {@code method} is how the plugin has registered it. */
    private record Listener<E extends HubEvent>(String method, Class<E> type, Consumer<E> code) {

        void tell(HubEvent event, PluginGuard guard) {
            if (type.isInstance(event)) {
                guard.tell(method, event.client(), () -> code.accept(type.cast(event)));
            }
        }
    }

    Listeners(PluginGuard guard) {
        this.guard = guard;
    }

    <E extends HubEvent> void on(String method, Class<E> type, Consumer<E> code) {
        all.add(new Listener<>(method, type, code));
    }

    void tell(HubEvent event) {
        all.forEach(listener -> listener.tell(event, guard));
    }
}
