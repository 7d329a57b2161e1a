// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * One component of a record, which is one field of a JSON object. Immutable.
 *
 * @param component its name in Java
 * @param name its name on the wire
 * @param key the name as {@link JsonText#key(byte[])} takes it
 * @param doc the description by its author
 * @param accessor takes a {@code Record} and gives an {@code Object}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Field(
        String component,
        String name,
        byte[] key,
        Presence presence,
        Form form,
        Optional<String> doc,
        LateHandle accessor) {

    /** Whether a field must be there, and what the record gets if it is not. */
    enum Presence {
        REQUIRED,
        /** Absent is {@code null}. */
        NULLABLE,
        /** Absent is {@link Optional#empty()}. */
        OPTIONAL
    }

    /** Where a word begins in a name in Java: at a capital, of several at the last. */
    private static final Pattern WORD =
            Pattern.compile("(?<=[^_\\p{Lu}])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");

    static Field of(
            String component,
            Presence presence,
            Form form,
            Optional<String> doc,
            LateHandle accessor) {
        String name = wireName(component);
        return new Field(component, name, JsonText.keyOf(name), presence, form, doc, accessor);
    }

    /**
     * {@code retryAfterMs} becomes {@code retry_after_ms}, {@code roomID} becomes {@code room_id}.
     */
    static String wireName(String javaName) {
        return WORD.matcher(javaName).replaceAll("_").toLowerCase(Locale.ROOT);
    }

    boolean isRequired() {
        return presence == Presence.REQUIRED;
    }

    /** What the record gets where the field is not there; null for a required field, too. */
    @Nullable Object absent() {
        return presence == Presence.OPTIONAL ? Optional.empty() : null;
    }

    /** Reads the field's value, whose first token the parser has reached. */
    @Nullable Object read(MessageParser reading) {
        boolean isNull = reading.parser().currentToken() == JsonToken.VALUE_NULL;
        if (isNull && !isRequired() && !form.takesNull()) {
            return absent();
        }
        Object value = form.read(reading);
        return presence == Presence.OPTIONAL ? Optional.of(value) : value;
    }

    /** Writes name and value, or nothing where there is none. */
    void write(JsonText out, Record record) {
        @Nullable Object value = valueIn(record);
        if (value instanceof Optional<?> optional) {
            value = optional.orElse(null);
        }
        if (value != null) {
            out.key(key);
            form.write(out, value);
        }
    }

    /** What a record has there. */
    @Nullable Object valueIn(Record record) {
        try {
            return (Object) accessor.get().invokeExact(record);
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable checked) { // only by deceiving the compiler
            throw new IllegalStateException(checked);
        }
    }
}
