// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import dev.switchboard.api.Code;
import dev.switchboard.api.Json;
import dev.switchboard.api.Position;
import dev.switchboard.api.Refusal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The encoding JSON: messages, and what the switch itself has to say. Any thread may use it. */
public final class MessageWriter implements Encoding {
    private static final String RETRY_AFTER = "retry_after_ms";

    private final Shapes shapes;

    public MessageWriter(Shapes shapes) {
        this.shapes = shapes;
    }

    @Override
    public boolean isText() {
        return true;
    }

    /** {@code msg_type} comes first, then the position. Components without a value are left out. */
    @Override
    public Encoded write(Record message, @Nullable Position position) {
        var out = new JsonText();
        shapes.of(message.getClass()).write(out, message, position);
        return out;
    }

    /** {@code ok}: what was asked for is done. The fields of a result stand beside the id. */
    public Encoded ok(Json id, @Nullable Record result) {
        var reply = JsonText.message("ok").field("id", id);
        if (result != null) {
            shapes.of(result.getClass()).writeFields(reply, result);
        }
        return reply.end();
    }

    /** {@code error}: it was not done, and why. */
    public Encoded error(@Nullable Json id, Refusal refusal) {
        var reply = JsonText.message("error");
        if (id != null) {
            reply.field("id", id);
        }
        reply.field("code", refusal.code()).field("message", refusal.text());
        refusal.field().ifPresent(field -> reply.field("field", field));
        refusal.retryAfter().ifPresent(delay -> reply.field(RETRY_AFTER, delay.toMillis()));
        return reply.end();
    }

    /**
     * {@code gap}: so many messages, of one room or of any, were lost on the way to this client.
     */
    public Encoded gap(long missed, @Nullable String room) {
        var reply = JsonText.message("gap").field("missed", missed);
        if (room != null) {
            reply.field("room", room);
        }
        return reply.end();
    }

    /** {@code expiring}: after this time the client must have shown another token. */
    public Encoded expiring(Duration left) {
        return JsonText.message("expiring").field("expires_in_ms", left.toMillis()).end();
    }

    /** {@code removed}: the client is not in this room any more, and why. */
    public Encoded removed(String room) {
        return JsonText.message("removed")
                .field("room", room)
                .field("reason", Code.FORBIDDEN.wireName())
                .end();
    }

    /** {@code goaway}: the connection will be closed; come back after this delay. */
    public Encoded goaway(Duration retryAfter) {
        return JsonText.message("goaway").field(RETRY_AFTER, retryAfter.toMillis()).end();
    }
}
