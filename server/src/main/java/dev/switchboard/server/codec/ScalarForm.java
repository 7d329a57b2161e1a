// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import dev.switchboard.api.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonParser.NumberType;
import tools.jackson.core.JsonToken;

/** The forms of values that have no parts. */
enum ScalarForm implements Form {
    STRING("a string", "\"…\"") {
        @Override
        public Object read(MessageParser reading) {
            return reading.string();
        }

        @Override
        public void write(JsonText out, Object value) {
            out.string((String) value);
        }
    },
    BOOLEAN("true or false", "true") {
        @Override
        public Object read(MessageParser reading) {
            return switch (reading.parser().currentToken()) {
                case VALUE_TRUE -> true;
                case VALUE_FALSE -> false;
                default -> throw reading.wrong(description());
            };
        }

        @Override
        public void write(JsonText out, Object value) {
            out.ascii(value.toString());
        }
    },
    INT("a whole number", "1") {
        @Override
        public Object read(MessageParser reading) {
            reading.expect(JsonToken.VALUE_NUMBER_INT, description());
            JsonParser parser = reading.parser();
            if (parser.getNumberType() != NumberType.INT) {
                throw reading.wrongValue(range(Integer.MIN_VALUE, Integer.MAX_VALUE));
            }
            return parser.getIntValue();
        }

        @Override
        public void write(JsonText out, Object value) {
            out.ascii(value.toString());
        }
    },
    LONG("a whole number", "1") {
        @Override
        public Object read(MessageParser reading) {
            return whole(reading);
        }

        @Override
        public void write(JsonText out, Object value) {
            out.ascii(value.toString());
        }
    },
    DOUBLE("a number", "1.5") {
        @Override
        public Object read(MessageParser reading) {
            JsonParser parser = reading.parser();
            if (!parser.currentToken().isNumeric()) {
                throw reading.wrong(description());
            }
            double value = parser.getDoubleValue();
            if (Double.isInfinite(value)) {
                throw reading.wrongValue("is a greater number than there is room for");
            }
            return value;
        }

        @Override
        public void write(JsonText out, Object value) {
            if (!Double.isFinite((double) value)) {
                throw new IllegalArgumentException("JSON has no number " + value);
            }
            out.ascii(value.toString());
        }
    },
    ID("a UUID", "\"123e4567-e89b-42d3-a456-426614174000\"") {
        private static final int LENGTH = 36;

        @Override
        public Object read(MessageParser reading) {
            String text = reading.string();
            try {
                if (text.length() == LENGTH) { // the JDK takes shortened ones too
                    return UUID.fromString(text);
                }
            } catch (IllegalArgumentException malformed) {
                // said below
            }
            throw reading.wrongValue("must be a UUID, such as " + example());
        }

        @Override
        public void write(JsonText out, Object value) {
            out.string(value.toString());
        }
    },
    INSTANT("a moment in ISO 8601", "\"2025-01-31T12:00:00Z\"") {
        @Override
        public Object read(MessageParser reading) {
            try {
                return Instant.parse(reading.string());
            } catch (DateTimeParseException malformed) {
                throw reading.wrongValue("must be a moment, such as " + example());
            }
        }

        @Override
        public void write(JsonText out, Object value) {
            out.string(value.toString());
        }
    },
    DURATION("a whole number of milliseconds", "1500") {
        @Override
        public Object read(MessageParser reading) {
            return Duration.ofMillis(whole(reading));
        }

        @Override
        public void write(JsonText out, Object value) {
            out.ascii(Long.toString(((Duration) value).toMillis()));
        }
    },
    JSON("any JSON", "\"…\"") {
        @Override
        public Object read(MessageParser reading) {
            return reading.raw();
        }

        @Override
        public void write(JsonText out, Object value) {
            out.raw(((Json) value).utf8());
        }

        @Override
        public boolean takesNull() {
            return true;
        }
    };

    private final String description;
    private final String example;

    ScalarForm(String description, String example) {
        this.description = description;
        this.example = example;
    }

    /** The form of a type that is none of the composed ones, if it has one. */
    static Optional<Form> of(Class<?> type) {
        return Optional.ofNullable(
                switch (type.getName()) {
                    case "java.lang.String" -> STRING;
                    case "boolean", "java.lang.Boolean" -> BOOLEAN;
                    case "int", "java.lang.Integer" -> INT;
                    case "long", "java.lang.Long" -> LONG;
                    case "double", "java.lang.Double" -> DOUBLE;
                    case "java.util.UUID" -> ID;
                    case "java.time.Instant" -> INSTANT;
                    case "java.time.Duration" -> DURATION;
                    case "dev.switchboard.api.Json" -> JSON;
                    default -> null;
                });
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public String example() {
        return example;
    }

    /** A number that is a {@code long}, for the forms that are made of one. */
    long whole(MessageParser reading) {
        reading.expect(JsonToken.VALUE_NUMBER_INT, description());
        JsonParser parser = reading.parser();
        if (parser.getNumberType() == NumberType.BIG_INTEGER) {
            throw reading.wrongValue(range(Long.MIN_VALUE, Long.MAX_VALUE));
        }
        return parser.getLongValue();
    }

    private static String range(long least, long most) {
        return "must be a whole number from " + least + " to " + most;
    }
}
