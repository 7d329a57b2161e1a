// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Refusal;
import dev.switchboard.server.codec.Incoming.Accepted;
import dev.switchboard.server.codec.Incoming.Refused;
import dev.switchboard.server.config.MessageSettings;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Somebody who understands a few kinds, for tests that read. */
final class Listener implements Kinds<Shape> {
    static final MessageSettings.Json DEFAULT =
            new MessageSettings.Json(16, Optional.empty(), 32, 64, 1_000);

    private final Map<String, Shape> shapes;
    private final MessageReader reader;

    private Listener(MessageSettings.Json limits, Class<?>... types) {
        var known = new Shapes();
        this.shapes =
                Arrays.stream(types)
                        .map(known::of)
                        .collect(Collectors.toMap(Shape::kind, Function.identity()));
        this.reader = new MessageReader(() -> limits);
    }

    static Listener to(Class<?>... types) {
        return new Listener(DEFAULT, types);
    }

    static Listener to(MessageSettings.Json limits, Class<?>... types) {
        return new Listener(limits, types);
    }

    Incoming<Shape> hear(byte[] text) {
        return reader.read(text, this);
    }

    Incoming<Shape> hear(String text) {
        return hear(text.getBytes(StandardCharsets.UTF_8));
    }

    Accepted<Shape> accept(String text) {
        Incoming<Shape> incoming = hear(text);
        assertThat(incoming).as(text).isInstanceOf(Accepted.class);
        return (Accepted<Shape>) incoming;
    }

    Record record(String text) {
        return accept(text).message();
    }

    Refused<Shape> refuse(String text) {
        Incoming<Shape> incoming = hear(text);
        assertThat(incoming).as(text).isInstanceOf(Refused.class);
        return (Refused<Shape>) incoming;
    }

    Refusal refusal(String text) {
        return refuse(text).refusal();
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
