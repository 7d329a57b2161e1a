// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import dev.switchboard.server.config.value.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One parameter that an endpoint takes in its query. What it does not take is answered with 400.
 */
sealed interface Parameter {

    String name();

    /** What it tells, in a sentence. */
    String about();

    /** Whether the endpoint makes no sense without it. */
    boolean required();

    /** Whether this may be its value. */
    boolean takes(String value);

    /** What its value is, for one who gave another; follows the name. */
    String expected();

    /** What its value is, as a schema of JSON. */
    Map<String, Object> schema();

    /**
     * A whole number from 1 on.
     *
     * @param otherwise what it is if it is not given
     */
    record Whole(String name, String about, int otherwise, int most) implements Parameter {

        @Override
        public boolean required() {
            return false;
        }

        @Override
        public boolean takes(String value) {
            return value.matches("[1-9]\\d{0,8}") && Integer.parseInt(value) <= most;
        }

        @Override
        public String expected() {
            return "is a whole number from 1 to " + most;
        }

        @Override
        public Map<String, Object> schema() {
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("type", "integer");
            schema.put("minimum", 1);
            schema.put("maximum", most);
            schema.put("default", otherwise);
            return schema;
        }
    }

    /** One of these words; the first if it is not given. */
    record Choice(String name, String about, List<String> words) implements Parameter {

        @Override
        public boolean required() {
            return false;
        }

        @Override
        public boolean takes(String value) {
            return words.contains(value);
        }

        @Override
        public String expected() {
            return "is " + String.join(" or ", words);
        }

        @Override
        public Map<String, Object> schema() {
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("type", "string");
            schema.put("enum", words);
            schema.put("default", words.getFirst());
            return schema;
        }
    }

    /** A moment, as ISO 8601 has it. */
    record Moment(String name, String about) implements Parameter {

        @Override
        public boolean required() {
            return false;
        }

        @Override
        public boolean takes(String value) {
            try {
                return Instant.parse(value).isAfter(Instant.EPOCH);
            } catch (DateTimeParseException unreadable) {
                return false;
            }
        }

        @Override
        public String expected() {
            return "is a moment such as 2026-11-28T10:00:00Z";
        }

        @Override
        public Map<String, Object> schema() {
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("type", "string");
            schema.put("format", "date-time");
            return schema;
        }
    }

    /** A time such as the configuration has them. */
    record Period(String name, String about, Duration most) implements Parameter {

        @Override
        public boolean required() {
            return false;
        }

        @Override
        public boolean takes(String value) {
            try {
                return Span.parse(value).compareTo(most) <= 0;
            } catch (IllegalArgumentException unreadable) {
                return false;
            }
        }

        @Override
        public String expected() {
            return "is a time such as 60s, at most " + Span.print(most);
        }

        @Override
        public Map<String, Object> schema() {
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("type", "string");
            schema.put("examples", List.of("60s"));
            return schema;
        }
    }

    /** Any text that fits into a line of the log. */
    record Text(String name, String about, boolean required) implements Parameter {

        private static final int LONGEST = 256;

        @Override
        public boolean takes(String value) {
            return !value.isEmpty()
                    && value.length() <= LONGEST
                    && value.codePoints().noneMatch(Character::isISOControl);
        }

        @Override
        public String expected() {
            return "is a text of 1 to %d characters, without control characters".formatted(LONGEST);
        }

        @Override
        public Map<String, Object> schema() {
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("type", "string");
            schema.put("minLength", 1);
            schema.put("maxLength", LONGEST);
            return schema;
        }
    }
}
