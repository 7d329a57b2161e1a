// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import dev.switchboard.api.RawHandler;
import dev.switchboard.api.RawMessage;
import dev.switchboard.server.client.ClientFloor;
import dev.switchboard.server.client.ConnectedClient;
import dev.switchboard.server.client.MemoryLink;
import dev.switchboard.server.codec.MessageReader;
import dev.switchboard.server.codec.Shapes;
import dev.switchboard.server.hub.HubFloor;
import dev.switchboard.server.hub.LocalHub;
import dev.switchboard.server.time.VirtualTime;
import dev.switchboard.support.Await;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;

/** All that a message passes from the socket to its handler, over a clock that stands still. */
final class RoutingFloor implements AutoCloseable {

    final ClientFloor clients;
    final VirtualTime time;
    final Shapes shapes = new Shapes();
    final Routes routes = new Routes();
    final RoutingMeters meters;
    final PluginCalls calls;
    final PluginGuard guard;
    final LocalHub hub;
    final Dispatcher dispatcher;
    final Paths paths;

    /** A floor whose plugins may fail so often before they are held in quarantine. */
    RoutingFloor(int tolerated, String... configuration) {
        clients = new ClientFloor(with(tolerated, configuration));
        time = clients.time;
        meters = new RoutingMeters(clients.delivery.meters);
        calls = new PluginCalls(clients::settings, meters, time, Thread::startVirtualThread);
        guard = calls.guard("test", getClass().getClassLoader());
        hub = HubFloor.hub(clients);
        var authorizers = new Authorizers(routes, clients.rights, hub, time);
        hub.decidedBy(authorizers);
        dispatcher =
                new Dispatcher(
                        routes,
                        new MessageReader(() -> clients.settings().messages().json()),
                        clients.delivery.encoder,
                        new Authorization(clients.rights, authorizers, clients.forbidden, calls),
                        meters,
                        () -> clients.settings().auth(),
                        time);
        paths = new Paths(routes, dispatcher, calls, meters, time);
    }

    private static String[] with(int tolerated, String... configuration) {
        var all = new ArrayList<String>();
        all.add(
                "plugins { quarantine-failures = %d, quarantine-window = 30s }"
                        .formatted(tolerated));
        all.add("plugins { running-calls = 1000, max-stuck-calls = 3, max-events = 4 }");
        all.addAll(List.of(configuration));
        return all.toArray(String[]::new);
    }

    /** How many calls have failed. */
    long failures() {
        return meters.failuresOf("test").getCount();
    }

    /** Moves the clock in the steps in which it looks after calls. */
    void pass(Duration duration) {
        for (long left = duration.toMillis(); left > 0; left -= 100) {
            time.advance(Duration.ofMillis(Math.min(left, 100)));
        }
    }

    Route inline(Class<? extends Record> type, Route.Call call) {
        return add(Route.inline(guard, shapes.of(type), call));
    }

    Route blocking(Class<? extends Record> type, Route.Call call) {
        return add(Route.blocking(guard, shapes.of(type), call));
    }

    private Route add(Route route) {
        routes.replace(routes.current().with(route));
        return route;
    }

    Receiver raw(RawHandler handler) {
        routes.replace(routes.current().with(new RawRoute(guard, "/raw", handler)));
        return Objects.requireNonNull(paths.receiver("/raw"));
    }

    Peer peer() {
        return peer(dispatcher);
    }

    Peer peer(Receiver receiver) {
        return new Peer(receiver, clients.connect());
    }

    /**
     * A client, and who reads for it as its connection would: one message after the other on the
     * test's thread, and none while it is on hold.
     */
    final class Peer {
        private final Receiver receiver;
        private final MemoryLink link;
        private final Queue<RawMessage> unread = new ArrayDeque<>();
        private boolean isParked;
        private int resumed;
        final ConnectedClient client;

        private Peer(Receiver receiver, ConnectedClient client) {
            this.receiver = receiver;
            this.client = client;
            this.link = clients.link(client);
        }

        void say(String text) {
            say(RawMessage.text(text));
        }

        void say(RawMessage message) {
            unread.add(message);
            read();
        }

        private void read() {
            if (isParked && link.resumes() == resumed) {
                return;
            }
            if (isParked) {
                resumed++;
                isParked = false;
            }
            for (var next = unread.poll(); next != null; next = unread.poll()) {
                client.allowance().arrived(next.bytes().length);
                receiver.received(next, client);
                if (client.readGate().park()) {
                    isParked = true;
                    return;
                }
            }
        }

        /** Reads on until all is read and nothing holds the client, then returns what it got. */
        List<String> heard() {
            Await.until(() -> {
                read();
                return unread.isEmpty() && !isParked;
            });
            clients.delivery.settle();
            return link.frames();
        }

        /** What it got up to now. */
        List<String> heardSoFar() {
            read();
            clients.delivery.settle();
            return link.frames();
        }
    }

    @Override
    public void close() {
        calls.close();
        clients.close();
    }
}
