// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.authhttp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.api.Json;
import java.util.Optional;

/** Writes one JSON object. Belongs to one thread. */
final class JsonText {

    private final StringBuilder text = new StringBuilder("{");

    JsonText put(String field, String value) {
        return put(field, Json.of(value));
    }

    /** The text, or null. */
    JsonText put(String field, Optional<String> value) {
        return put(field, value.map(Json::of).orElse(Json.raw("null")));
    }

    JsonText put(String field, JsonText object) {
        return put(field, Json.raw(object + "}"));
    }

    private JsonText put(String field, Json value) {
        if (text.length() > 1) {
            text.append(',');
        }
        text.append(Json.of(field)).append(':').append(value);
        return this;
    }

    byte[] utf8() {
        return (text + "}").getBytes(UTF_8);
    }

    /** Without its end. */
    @Override
    public String toString() {
        return text.toString();
    }
}
