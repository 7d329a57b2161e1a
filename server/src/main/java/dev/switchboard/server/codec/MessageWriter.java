// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import dev.switchboard.api.Json;
import dev.switchboard.api.Position;
import dev.switchboard.api.Refusal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The encoding JSON: messages, and what the switch itself has to say. Any thread may use it. */
public final class MessageWriter implements Encoding {
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
        var reply = new Reply("ok").raw("id", id);
        if (result != null) {
            reply.fieldsOf(shapes.of(result.getClass()), result);
        }
        return reply.end();
    }

    /** {@code error}: it was not done, and why. */
    public Encoded error(@Nullable Json id, Refusal refusal) {
        var reply = new Reply("error");
        if (id != null) {
            reply.raw("id", id);
        }
        reply.text("code", refusal.code()).text("message", refusal.text());
        refusal.field().ifPresent(field -> reply.text("field", field));
        refusal.retryAfter().ifPresent(delay -> reply.millis("retry_after_ms", delay));
        return reply.end();
    }

    /**
     * {@code gap}: so many messages, of one room or of any, were lost on the way to this client.
     */
    public Encoded gap(long missed, @Nullable String room) {
        var reply = new Reply("gap").number("missed", missed);
        if (room != null) {
            reply.text("room", room);
        }
        return reply.end();
    }

    /** {@code goaway}: the connection will be closed; come back after this delay. */
    public Encoded goaway(Duration retryAfter) {
        return new Reply("goaway").millis("retry_after_ms", retryAfter).end();
    }

    /** One message of the switch, field by field. */
    private static final class Reply {
        private final JsonText out = new JsonText();

        Reply(String kind) {
            out.sign('{');
            text(MessageParser.MSG_TYPE, kind);
        }

        Reply text(String name, String value) {
            out.key(name);
            out.string(value);
            return this;
        }

        Reply number(String name, long value) {
            out.key(name);
            out.ascii(Long.toString(value));
            return this;
        }

        Reply millis(String name, Duration value) {
            return number(name, value.toMillis());
        }

        Reply raw(String name, Json value) {
            out.key(name);
            out.raw(value.utf8());
            return this;
        }

        void fieldsOf(Shape shape, Record record) {
            shape.writeFields(out, record);
        }

        Encoded end() {
            out.sign('}');
            return out;
        }
    }
}
