// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config.binding;

import static java.lang.invoke.MethodType.methodType;
import static java.util.Map.entry;

import dev.switchboard.server.config.value.AddressRange;
import dev.switchboard.server.config.value.ByteSize;
import dev.switchboard.server.config.value.Limit;
import dev.switchboard.server.config.value.Rate;
import dev.switchboard.server.config.value.Secret;
import dev.switchboard.server.config.value.Span;
import dev.switchboard.server.text.Spelling;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A type whose values are single words: how it is described to a person, and how it is read.
 *
 * @param expected a noun, as in "a size, as in 64 KiB"
 * @param reader throws an {@link IllegalArgumentException} that says what is wrong
 */
record Scalar(String expected, Function<String, Object> reader) {
    private static final Pattern LEADING_NUMBER = Pattern.compile("\\s*(-?\\d{1,9})\\D.*");

    /** Our own types and the JDK's, never those of a plugin. */
    private static final Map<Class<?>, Scalar> KNOWN =
            Map.ofEntries(
                    entry(String.class, new Scalar("a text", text -> text)),
                    entry(Boolean.class, new Scalar("true or false", Scalar::truth)),
                    entry(Integer.class, new Scalar("a whole number", Scalar::integer)),
                    entry(Long.class, new Scalar("a whole number", Scalar::whole)),
                    entry(Double.class, new Scalar("a number", Scalar::number)),
                    entry(Path.class, new Scalar("a path", Scalar::path)),
                    entry(Duration.class, new Scalar("a duration, as in 25s", Span::parse)),
                    entry(ByteSize.class, new Scalar("a size, as in 64 KiB", ByteSize::parse)),
                    entry(Rate.class, new Scalar("a rate, as in 50/s", Rate::parse)),
                    entry(Secret.class, new Scalar("a secret text", Secret::new)),
                    entry(
                            AddressRange.class,
                            new Scalar("addresses, as in 10.0.0.0/8", AddressRange::parse)),
                    entry(Limit.class, new Scalar("a limit, as in messages.rate", Limit::parse)));

    /** How a type is read, if its values are single words. */
    static Optional<Scalar> of(Class<?> type) {
        var known = Optional.ofNullable(KNOWN.get(methodType(type).wrap().returnType()));
        return known.isEmpty() && type.isEnum() ? Optional.of(oneOf(type)) : known;
    }

    private static Scalar oneOf(Class<?> type) {
        List<Enum<?>> constants =
                Arrays.stream(type.getEnumConstants()).<Enum<?>>map(Enum.class::cast).toList();
        List<String> keys = constants.stream().map(Key::of).toList();
        return new Scalar(
                Spelling.oneOf(keys),
                text -> {
                    int index = keys.indexOf(text);
                    if (index < 0) {
                        throw new IllegalArgumentException(Spelling.unknown(text, keys));
                    }
                    return constants.get(index);
                });
    }

    private static Object truth(String text) {
        return switch (text) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default ->
                    throw new IllegalArgumentException(
                            Spelling.nearest(text, List.of("true", "false", "yes", "no"))
                                    .map(nearest -> "not true or false; try " + nearest)
                                    .orElse("not true or false"));
        };
    }

    private static Object integer(String text) {
        long value = whole(text);
        if (value != (int) value) {
            throw new IllegalArgumentException(value > 0 ? "too large" : "too small");
        }
        return (int) value;
    }

    private static long whole(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(not("a whole number", text), notANumber);
        }
    }

    private static Object number(String text) {
        try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(not("a number", text), notANumber);
        }
        throw new IllegalArgumentException("not a finite number");
    }

    private static Object path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException notAPath) {
            throw new IllegalArgumentException("not a path of this system", notAPath);
        }
    }

    private static String not(String expected, String text) {
        Matcher number = LEADING_NUMBER.matcher(text);
        return "not " + expected + (number.matches() ? "; try " + number.group(1) : "");
    }
}
