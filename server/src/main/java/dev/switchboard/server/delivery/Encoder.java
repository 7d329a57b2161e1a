// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import dev.switchboard.api.Json;
import dev.switchboard.api.RawMessage;
import dev.switchboard.api.Refusal;
import dev.switchboard.api.Topic;
import dev.switchboard.server.codec.MessageWriter;
import dev.switchboard.server.codec.Shapes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes frames of everything that is sent. Any thread. */
public final class Encoder {

    private final Shapes shapes;
    private final MessageWriter writer;

    public Encoder(Shapes shapes) {
        this.shapes = shapes;
        this.writer = new MessageWriter(shapes);
    }

    /**
     * A message of a plugin: a record that is a kind, or a raw message.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public Frame frame(Object message) {
        return switch (message) {
            case RawMessage raw -> Frame.raw(raw);
            case Record record ->
                    Frame.text(shapes.of(record.getClass()).kind(), writer.write(record));
            default ->
                    throw new IllegalArgumentException(
                            message.getClass().getName()
                                    + " cannot be sent; send a record with @Kind, or a RawMessage");
        };
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

    /** Says when to come back. */
    public Frame goaway(Duration retryAfter) {
        return Frame.text("goaway", writer.goaway(retryAfter));
    }
}
