// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import static dev.switchboard.server.time.Eventually.eventually;

import dev.switchboard.api.RawHandler;
import dev.switchboard.api.RawMessage;
import dev.switchboard.server.client.ClientFloor;
import dev.switchboard.server.client.ConnectedClient;
import dev.switchboard.server.client.MemoryLink;
import dev.switchboard.server.codec.MessageReader;
import dev.switchboard.server.codec.Shapes;
import dev.switchboard.server.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** All that a message passes from the socket to its handler, over a clock that stands still. */
final class RoutingFloor implements AutoCloseable {

    final ClientFloor clients;
    final VirtualTime time;
    final Shapes shapes = new Shapes();
    final Routes routes = new Routes();
    final Quarantine quarantine;
    final RoutingMeters meters;
    final Failures failures;
    final Deadlines deadlines;
    final Dispatcher dispatcher;

    /** A floor whose plugins may fail so often before they are held in quarantine. */
    RoutingFloor(int tolerated, String... configuration) {
        clients = new ClientFloor(configuration);
        time = clients.time;
        quarantine = new Quarantine(time, tolerated, Duration.ofSeconds(30));
        meters = new RoutingMeters(clients.delivery.meters);
        failures = new Failures(quarantine, meters, time);
        deadlines = new Deadlines(() -> clients.settings().messages().handlerDeadline(), time);
        dispatcher =
                new Dispatcher(
                        routes,
                        new MessageReader(() -> clients.settings().messages().json()),
                        clients.delivery.encoder,
                        deadlines,
                        failures,
                        quarantine,
                        meters,
                        time,
                        Thread.ofVirtual().factory());
    }

    Route inline(Class<? extends Record> type, Route.Call call) {
        return add(Route.inline("test", shapes.of(type), call));
    }

    Route blocking(Class<? extends Record> type, Route.Call call) {
        return add(Route.blocking("test", shapes.of(type), call));
    }

    private Route add(Route route) {
        routes.replace(routes.current().with(route));
        return route;
    }

    RawReceiver raw(RawHandler handler) {
        var route = new RawRoute("test", "/raw", handler);
        return new RawReceiver(route, deadlines, failures, quarantine, meters, time);
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
                client.inflow().arrived(next.bytes().length);
                receiver.received(next, client);
                if (client.intake().park()) {
                    isParked = true;
                    return;
                }
            }
        }

        /** Reads on until all is read and nothing holds the client, then returns what it got. */
        List<String> heard() {
            eventually(() -> {
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
        deadlines.close();
        clients.close();
    }
}
