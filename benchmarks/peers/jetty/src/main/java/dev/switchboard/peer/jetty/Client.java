// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.peer.jetty;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** One client of the rooms. Jetty calls it from one thread at a time. */
public final class Client extends Session.Listener.AbstractAutoDemanding {
    private static final JsonMapper JSON = new JsonMapper();

    private final String id = UUID.randomUUID().toString();
    private final Rooms rooms;
    private final Set<String> joined = new HashSet<>();

    Client(Rooms rooms) {
        this.rooms = rooms;
    }

    @Override
    public void onWebSocketText(String text) {
        Message message;
        try {
            message = JSON.readValue(text, Message.class);
        } catch (JacksonException notOurs) {
            return;
        }
        switch (message.type()) {
            case "join_room" -> {
                joined.add(message.room());
                rooms.join(message.room(), getSession());
            }
            case "room_message" -> {
                if (joined.contains(message.room())) {
                    Message event = new Message(message.type(), id, message.room(), message.content());
                    rooms.send(message.room(), getSession(), JSON.writeValueAsString(event));
                }
            }
            case null, default -> {}
        }
    }

    @Override
    public void onWebSocketClose(int code, String reason, Callback callback) {
        joined.forEach(room -> rooms.leave(room, getSession()));
        callback.succeed();
    }
}
