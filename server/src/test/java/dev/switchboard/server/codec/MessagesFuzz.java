// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import dev.switchboard.api.Json;
import dev.switchboard.api.Kind;
import dev.switchboard.server.codec.Incoming.Accepted;
import dev.switchboard.server.codec.Incoming.Refused;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Text messages. Whatever is in one, it is refused, or it is JSON, and the message is the same when
 * it is written and read again. The same bytes tell whether {@link Utf8} finds what the JDK finds.
 */
public final class MessagesFuzz {

    private record Item(String name, Duration delay, @Nullable Double size) {}

    private enum Colour {
        RED,
        DARK_BLUE
    }

    @Kind("order")
    private record Order(
            String room,
            List<Item> items,
            Json note,
            Optional<Boolean> more,
            Map<String, Integer> counts,
            @Nullable Colour colour,
            long number) {}

    private static final Listener LISTENER = Listener.to(Order.class);
    private static final MessageWriter WRITER = new MessageWriter(new Shapes());
    private static final JsonFactory PLAIN = new JsonFactory();

    private MessagesFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        boolean isText = isText(input);
        require(Utf8.isValid(input, 0, input.length) == isText, "UTF-8 or not?");
        var inPieces = new Utf8();
        boolean isAccepted = true;
        for (int at = 0; at < input.length && isAccepted; at++) {
            isAccepted = inPieces.accept(input, at, at + 1);
        }
        require((isAccepted && inPieces.isWhole()) == isText, "UTF-8 or not, in pieces?");
        if (isText) {
            read(input);
        }
    }

    private static boolean isText(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)) != null;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static void read(byte[] text) {
        byte[] before = text.clone();
        switch (LISTENER.hear(text)) {
            case Accepted<Shape> accepted -> {
                requireJson(text);
                checkId(accepted.id());
                byte[] written = Bytes.of(WRITER.write(accepted.message(), null));
                require(
                        LISTENER.hear(written) instanceof Accepted<Shape>(_, var again, _)
                                && again.equals(accepted.message()),
                        "written and read again it is another message");
            }
            case Refused<Shape>(_, var refusal, var id, var failure) -> {
                if (failure != null) {
                    throw new AssertionError("it failed", failure);
                }
                require(!refusal.text().isBlank(), "it is refused without a word");
                require(isText(Bytes.of(WRITER.error(id, refusal))), "the answer is no text");
                requireJson(Bytes.of(WRITER.error(id, refusal)));
                checkId(id);
            }
        }
        require(Arrays.equals(before, text), "the text has changed");
    }

    private static void checkId(@Nullable Json id) {
        if (id != null) {
            requireJson(id.utf8());
        }
    }

    private static void requireJson(byte[] text) {
        try (var parser = PLAIN.createParser(ObjectReadContext.empty(), text)) {
            int depth = 0;
            do {
                var token = parser.nextToken();
                require(token != null, "it is empty");
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            } while (depth > 0);
            require(parser.nextToken() == null, "something follows");
        } catch (JacksonException e) {
            throw new AssertionError("it is no JSON", e);
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
