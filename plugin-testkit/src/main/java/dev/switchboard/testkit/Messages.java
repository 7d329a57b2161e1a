// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.api.Json;
import dev.switchboard.api.Kind;
import dev.switchboard.api.RawMessage;
import dev.switchboard.server.codec.Incoming;
import dev.switchboard.server.codec.Kinds;
import dev.switchboard.server.codec.MessageReader;
import dev.switchboard.server.codec.MessageWriter;
import dev.switchboard.server.codec.Shape;
import dev.switchboard.server.codec.Shapes;
import dev.switchboard.server.config.MessageSettings;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes and reads messages on the side of the clients, with the codec of the switch. */
final class Messages {

    private static final MessageSettings.Json ANYTHING =
            new MessageSettings.Json(1000, Optional.empty(), 1000, 50_000, Integer.MAX_VALUE);

    private final Shapes shapes = new Shapes();
    private final MessageWriter writer = new MessageWriter(shapes);
    private final MessageReader reader = new MessageReader(() -> ANYTHING);
    private final Kinds<Shape> replies =
            new Known(
                    Map.of("ok", shapes.of(Accepted.class), "error", shapes.of(ErrorReply.class)));

    /** An {@code ok} with whatever fields. */
    @Kind("ok")
    record Accepted() {}

    /**
     * An {@code ok} or an {@code error}.
     *
     * @param id of the message that it answers, if that had one
     * @param error null if it is an {@code ok}
     */
    record Reply(@Nullable Json id, @Nullable ErrorReply error, String text) {}

    private record Known(Map<String, Shape> shapes) implements Kinds<Shape> {

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

    /** The text of a message that carries an id. */
    String write(Record message, Json id) {
        var encoded = writer.write(message, null);
        byte[] bytes = new byte[encoded.size()];
        encoded.copyTo(bytes, 0);
        String text = new String(bytes, UTF_8);
        return "{\"id\":" + id + "," + text.substring(1);
    }

    /** The id in a text that may be anything. */
    @Nullable Json id(String text) {
        return reader.read(text.getBytes(UTF_8), replies).id();
    }

    /** The reply that a text is, or null if it is something else. */
    @Nullable Reply reply(RawMessage message) {
        return reader.read(message.bytes(), replies)
                        instanceof Incoming.Accepted<Shape>(_, var read, var id)
                ? new Reply(id, read instanceof ErrorReply error ? error : null, message.text())
                : null;
    }

    /** What an {@code ok} says besides. */
    <R extends Record> R result(String ok, Class<R> type) {
        return read(ok, "ok", type);
    }

    /** A message of this kind. */
    <M extends Record> M message(String text, Class<M> type) {
        return read(text, shapes.of(type).kind(), type);
    }

    private <R extends Record> R read(String text, String kind, Class<R> type) {
        var known = new Known(Map.of(kind, shapes.of(type)));
        return switch (reader.read(text.getBytes(UTF_8), known)) {
            case Incoming.Accepted<Shape>(_, var read, _) -> type.cast(read);
            case Incoming.Refused<Shape> refused ->
                    throw new AssertionError(
                            "expected a %s, but got %s: %s"
                                    .formatted(
                                            type.getSimpleName(), text, refused.refusal().text()));
        };
    }
}
