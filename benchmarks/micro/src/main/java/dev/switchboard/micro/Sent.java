// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.micro;

import dev.switchboard.api.Code;
import dev.switchboard.api.Json;
import dev.switchboard.api.RawMessage;
import dev.switchboard.api.Refusal;
import dev.switchboard.plugin.chat.ChatSaid;
import dev.switchboard.plugin.chat.DirectMessageReceived;
import dev.switchboard.plugin.rooms.RoomMessageSaid;
import dev.switchboard.server.delivery.Encoder;
import dev.switchboard.server.delivery.Frame;
import dev.switchboard.server.plugin.Greeting;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the switch sends: each shipped kind, and raw messages. */
public enum Sent {
    CHAT,
    CHAT_4K,
    ROOM_MESSAGE,
    ROOM_MESSAGE_4K,
    DIRECT_MESSAGE,
    HELLO,
    OK,
    OK_WITH_RESULT,
    ERROR,
    RAW_4K;

    /** How it is made a frame; the message itself is made here, once. */
    Function<Encoder, Frame> encoding() {
        return switch (this) {
            case CHAT -> message(new ChatSaid(Content.CLIENT, Json.of(Content.SHORT)));
            case CHAT_4K -> message(new ChatSaid(Content.CLIENT, Json.of(Content.LONG)));
            case ROOM_MESSAGE -> said(Content.SHORT);
            case ROOM_MESSAGE_4K -> said(Content.LONG);
            case DIRECT_MESSAGE ->
                    message(new DirectMessageReceived(Content.CLIENT, Json.of(Content.SHORT)));
            case HELLO -> message(Greeting.answer(Content.CLIENT));
            case OK -> ok(null);
            case OK_WITH_RESULT -> ok(Greeting.answer(Content.CLIENT));
            case ERROR -> error();
            case RAW_4K -> message(RawMessage.text(Content.LONG));
        };
    }

    private static Function<Encoder, Frame> message(Object message) {
        return encoder -> encoder.frame(message);
    }

    private static Function<Encoder, Frame> said(String content) {
        return message(new RoomMessageSaid(Content.CLIENT, "lobby", Json.of(content)));
    }

    private static Function<Encoder, Frame> ok(@Nullable Record result) {
        var id = Json.raw("17");
        return encoder -> encoder.ok(id, result);
    }

    private static Function<Encoder, Frame> error() {
        var id = Json.raw("17");
        var refusal = new Refusal(Code.NOT_A_MEMBER, "join the room before you talk in it");
        return encoder -> encoder.error(id, refusal.field("room"));
    }
}
