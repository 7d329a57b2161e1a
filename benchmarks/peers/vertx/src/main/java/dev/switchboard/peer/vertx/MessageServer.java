// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.peer.vertx;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;

/** One of the servers that share the port: connections are dealt to them in turn. */
final class MessageServer extends VerticleBase {
    private final int port;
    private final Rooms rooms;

    MessageServer(int port, Rooms rooms) {
        this.port = port;
        this.rooms = rooms;
    }

    @Override
    public Future<HttpServer> start() {
        return vertx.createHttpServer().webSocketHandler(this::serve).listen(port, "127.0.0.1");
    }

    private void serve(ServerWebSocket socket) {
        if (socket.path().equals("/echo")) {
            socket.textMessageHandler(socket::writeTextMessage);
            socket.binaryMessageHandler(socket::writeBinaryMessage);
        } else {
            new Client(socket, rooms).listen();
        }
    }
}
