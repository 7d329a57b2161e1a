// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import dev.switchboard.api.Json;
import dev.switchboard.api.RawMessage;
import dev.switchboard.api.Refusal;
import dev.switchboard.api.Topic;
import dev.switchboard.server.codec.Encoding;
import dev.switchboard.server.codec.MessageWriter;
import dev.switchboard.server.codec.Shapes;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes frames of everything that is sent. Any thread. */
public final class Encoder {

    private final Shapes shapes;
    private final MessageWriter writer;

    @Inject
    public Encoder(Shapes shapes) {
        this.shapes = shapes;
        this.writer = new MessageWriter(shapes);
    }

    /** The encoding of clients that asked for no other: JSON. */
    public Encoding encoding() {
        return writer;
    }

    /**
     * A message of a plugin for one client: a record that is a kind, or a raw message.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public Frame frame(Object message) {
        var payload = sendable(message);
        return payload instanceof RawMessage raw
                ? Frame.raw(raw)
                : Frame.message(kind(payload), writer, payload, null);
    }

    /** A message of a plugin as what it must be. */
    static Record sendable(Object message) {
        if (message instanceof Record payload) {
            return payload;
        }
        throw new IllegalArgumentException(
                message.getClass().getName()
                        + " cannot be sent; send a record with @Kind, or a RawMessage");
    }

    /** What a message of a plugin counts as. */
    String kind(Record payload) {
        return payload instanceof RawMessage ? Frame.RAW : shapes.of(payload.getClass()).kind();
    }

    /** Says that a message took effect, and what came of it. */
    public Frame ok(Json id, @Nullable Record result) {
        return Frame.text("ok", writer.ok(id, result));
    }

    /** Says why a message took no effect. */
    public Frame error(@Nullable Json id, Refusal refusal) {
        return Frame.text("error", writer.error(id, refusal));
    }

    /** Says how many messages of a topic did not get through. */
    Frame gap(Topic topic, int missed) {
        return Frame.text(
                "gap", writer.gap(missed, topic instanceof Topic.Room(var name) ? name : null));
    }

    /** Says when it will no longer be believed who the client is. */
    public Frame expiring(Duration left) {
        return Frame.text("expiring", writer.expiring(left));
    }

    /** Says that a client is not in a room any more, since it may not be. */
    public Frame removed(String room) {
        return Frame.text("removed", writer.removed(room));
    }

    /** Says when to come back. */
    public Frame goaway(Duration retryAfter) {
        return Frame.text("goaway", writer.goaway(retryAfter));
    }
}
