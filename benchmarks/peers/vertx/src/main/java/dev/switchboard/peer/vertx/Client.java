// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.peer.vertx;

import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** One client of the rooms. Its own event loop alone calls it. */
final class Client {
    private final String id = UUID.randomUUID().toString();
    private final ServerWebSocket socket;
    private final Rooms rooms;
    private final Set<String> joined = new HashSet<>();

    Client(ServerWebSocket socket, Rooms rooms) {
        this.socket = socket;
        this.rooms = rooms;
    }

    void listen() {
        socket.textMessageHandler(this::hear);
        socket.closeHandler(closed -> joined.forEach(room -> rooms.leave(room, socket)));
    }

    private void hear(String text) {
        JsonObject request;
        try {
            request = new JsonObject(text);
        } catch (DecodeException notOurs) {
            return;
        }
        String room = request.getString("room");
        switch (request.getString("msg_type")) {
            case "join_room" -> {
                joined.add(room);
                rooms.join(room, socket);
            }
            case "room_message" -> {
                if (joined.contains(room)) {
                    JsonObject event =
                            JsonObject.of(
                                    "msg_type", "room_message",
                                    "from", id,
                                    "room", room,
                                    "content", request.getString("content"));
                    rooms.send(room, socket, event.encode());
                }
            }
            case null, default -> {}
        }
    }
}
