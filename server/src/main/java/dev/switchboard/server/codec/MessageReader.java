// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import dev.switchboard.api.Code;
import dev.switchboard.api.Json;
import dev.switchboard.api.Refusal;
import dev.switchboard.server.codec.Incoming.Accepted;
import dev.switchboard.server.codec.Incoming.Refused;
import dev.switchboard.server.config.MessageSettings;
import dev.switchboard.server.text.Spelling;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Reads messages. Whatever the text, it throws nothing: it accepts or refuses.
 *
 * <p>A text is read in one pass if {@code msg_type} stands first, or after {@code id}; otherwise
 * its beginning is read twice. The text must be valid UTF-8: who takes it from the network has to
 * look anyway, to close the connection.
 *
 * <p>Any thread may use it. The grammar is replaced without a lock; two threads that do so at once
 * make one too many.
 */
public final class MessageReader {
    private static final int LONGEST_KIND_TOLD = 64;

    private final Supplier<MessageSettings.Json> limits;
    private volatile Grammar grammar;

    /** The limits are asked for at each message, so they may change at any time. */
    @Inject
    public MessageReader(Supplier<MessageSettings.Json> limits) {
        this.limits = limits;
        this.grammar = new Grammar(limits.get());
    }

    /** Reads one message, UTF-8 text, of any of these kinds. The text is not kept. */
    public <T> Incoming<T> read(byte[] text, Kinds<T> kinds) {
        Grammar grammar = grammar();
        @Nullable T route = null;
        try (MessageParser reading = grammar.open(text)) {
            String kind = reading.kind();
            route = kinds.find(kind);
            if (route == null) {
                throw unknown(kind, kinds.names());
            }
            Shape shape = kinds.shape(route);
            return reading.hasPassedFields()
                    ? readAgain(grammar, text, route, shape)
                    : new Accepted<>(route, shape.read(reading), reading.id());
        } catch (Refusal refusal) {
            return new Refused<>(route, refusal, grammar.findId(text, text.length), null);
        } catch (JacksonException cause) {
            var malformed = Malformed.of(cause, text);
            return new Refused<>(
                    route, malformed.refusal(), grammar.findId(text, malformed.end()), null);
        } catch (RuntimeException | LinkageError | StackOverflowError failure) {
            var refusal = new Refusal(Code.INTERNAL, "the message could not be taken");
            return new Refused<>(route, refusal, grammar.findId(text, text.length), failure);
        }
    }

    /**
     * The {@code id} of a message that is not to be read, if one stands near its beginning. That
     * costs less than to read it.
     */
    public @Nullable Json findId(byte[] text) {
        return grammar().findId(text, text.length);
    }

    private static <T> Incoming<T> readAgain(Grammar grammar, byte[] text, T route, Shape shape) {
        try (MessageParser reading = grammar.open(text)) {
            reading.start();
            return new Accepted<>(route, shape.read(reading), reading.id());
        }
    }

    private Grammar grammar() {
        Grammar current = grammar;
        MessageSettings.Json now = limits.get();
        if (current.isStale(now)) {
            current = new Grammar(now);
            grammar = current;
        }
        return current;
    }

    private static Refusal unknown(String kind, Collection<String> known) {
        String why =
                kind.length() > LONGEST_KIND_TOLD
                        ? "no kind has so long a name"
                        : "no kind is named " + kind + Spelling.advice(kind, known);
        return new Refusal(Code.UNKNOWN_KIND, why).field(MessageParser.MSG_TYPE);
    }
}
