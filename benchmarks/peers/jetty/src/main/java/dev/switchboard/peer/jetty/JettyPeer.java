// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.peer.jetty;

import java.time.Duration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/**
 * A message server on Jetty's WebSocket API as its documentation shows it: an endpoint per client, and a {@code
 * sendText} for each member of a room. {@code /ws} has the rooms, {@code /echo} sends frames back as they are.
 */
final class JettyPeer {
    /** How many clients may knock at once; the Java default of 50 turns a crowd away. */
    private static final int BACKLOG = 1024;

    /** Long enough for clients that only listen. */
    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(5);

    private JettyPeer() {}

    static void main(String[] arguments) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(Integer.parseInt(arguments[0]));
        connector.setAcceptQueueSize(BACKLOG);
        server.addConnector(connector);

        Rooms rooms = new Rooms();
        server.setHandler(
                WebSocketUpgradeHandler.from(
                        server,
                        container -> {
                            container.setIdleTimeout(IDLE_TIMEOUT);
                            container.addMapping("/ws", (request, response, callback) -> new Client(rooms));
                            container.addMapping("/echo", (request, response, callback) -> new Echo());
                        }));
        server.start();
        server.join();
    }
}
