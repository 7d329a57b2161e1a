// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import static java.util.stream.Collectors.joining;

import dev.switchboard.server.text.JsonString;
import java.util.Collection;
import java.util.Map;

/** Maps, collections, texts, numbers and truth values as indented JSON, for programs and people. */
final class JsonPage {
    private JsonPage() {}

    static String of(Object value) {
        return json(value, "\n") + "\n";
    }

    /** The line end is followed by the spaces with which the lines of the value begin. */
    private static String json(Object value, String lineEnd) {
        return switch (value) {
            case Map<?, ?> map when map.isEmpty() -> "{}";
            case Collection<?> items when items.isEmpty() -> "[]";
            case Map<?, ?> map -> object(map, lineEnd);
            case Collection<?> items ->
                    items.stream()
                            .map(item -> json(item, lineEnd))
                            .collect(joining(", ", "[ ", " ]"));
            case Boolean truth -> truth.toString();
            case Integer number -> number.toString();
            case Long number -> number.toString();
            case Double number when Double.isFinite(number) -> number.toString();
            default -> JsonString.quote(value.toString());
        };
    }

    private static String object(Map<?, ?> map, String lineEnd) {
        String inner = lineEnd + "  ";
        return map.entrySet().stream()
                .map(field ->
                        JsonString.quote(field.getKey().toString())
                                + " : "
                                + json(field.getValue(), inner))
                .collect(joining("," + inner, "{" + inner, lineEnd + "}"));
    }
}
