// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.micro;

import dev.switchboard.plugin.chat.Chat;
import dev.switchboard.plugin.chat.DirectMessage;
import dev.switchboard.plugin.rooms.JoinRoom;
import dev.switchboard.plugin.rooms.LeaveRoom;
import dev.switchboard.plugin.rooms.RoomMessage;
import dev.switchboard.server.codec.Kinds;
import dev.switchboard.server.codec.Shape;
import dev.switchboard.server.codec.Shapes;
import dev.switchboard.server.plugin.Greeting;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What clients say: each shipped kind, in the ways that cost differently. */
public enum Said {
    CHAT("chat", "\"content\":\"" + Content.SHORT + "\""),
    CHAT_WITH_ID("chat", "\"id\":17,\"content\":\"" + Content.SHORT + "\""),
    CHAT_KIND_LAST(null, "\"content\":\"" + Content.SHORT + "\",\"msg_type\":\"chat\""),
    CHAT_4K("chat", "\"content\":\"" + Content.LONG + "\""),
    CHAT_4K_KIND_LAST(null, "\"content\":\"" + Content.LONG + "\",\"msg_type\":\"chat\""),
    CHAT_OBJECT("chat", "\"content\":{\"text\":\"hello\",\"at\":[12.5,7],\"seen\":false}"),
    JOIN_ROOM("join_room", "\"room\":\"lobby\""),
    JOIN_ROOM_WITH_ID("join_room", "\"id\":17,\"room\":\"lobby\""),
    LEAVE_ROOM("leave_room", "\"room\":\"lobby\""),
    ROOM_MESSAGE("room_message", "\"room\":\"lobby\",\"content\":\"" + Content.SHORT + "\""),
    ROOM_MESSAGE_WITH_ID(
            "room_message", "\"id\":17,\"room\":\"lobby\",\"content\":\"" + Content.SHORT + "\""),
    ROOM_MESSAGE_KIND_LAST(
            null,
            "\"room\":\"lobby\",\"content\":\""
                    + Content.SHORT
                    + "\",\"msg_type\":\"room_message\""),
    ROOM_MESSAGE_4K("room_message", "\"room\":\"lobby\",\"content\":\"" + Content.LONG + "\""),
    DIRECT_MESSAGE(
            "direct_message",
            "\"to\":\"" + Content.CLIENT + "\",\"content\":\"" + Content.SHORT + "\""),
    HELLO("hello", "\"id\":17"),
    UNKNOWN_KIND("room_massage", "\"room\":\"lobby\",\"content\":\"" + Content.SHORT + "\""),
    BROKEN("chat", "\"content\":");

    private final String json;

    Said(@Nullable String kind, String fields) {
        json = kind == null ? "{" + fields + "}" : "{\"msg_type\":\"" + kind + "\"," + fields + "}";
    }

    /** The text as it comes from the socket. */
    byte[] utf8() {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    /** The kinds that a switch with its default plugins understands. */
    static Kinds<Shape> kinds() {
        return new Shipped();
    }

    private static final class Shipped implements Kinds<Shape> {

        private final Map<String, Shape> shapes = new HashMap<>();

        Shipped() {
            var all = new Shapes();
            for (var type :
                    List.of(
                            Chat.class,
                            DirectMessage.class,
                            JoinRoom.class,
                            LeaveRoom.class,
                            RoomMessage.class,
                            Greeting.question())) {
                var shape = all.of(type);
                shapes.put(shape.kind(), shape);
            }
        }

        @Override
        public @Nullable Shape find(String kind) {
            return shapes.get(kind);
        }

        @Override
        public Shape shape(Shape found) {
            return found;
        }

        @Override
        public Collection<String> names() {
            return shapes.keySet();
        }
    }
}
