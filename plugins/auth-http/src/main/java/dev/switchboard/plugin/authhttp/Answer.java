// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.authhttp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * The fields of a JSON object. Those that nobody asks for are no mistake; one that is asked for and
 * has another type is.
 */
final class Answer {

    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    /** What a field holds besides texts, numbers, booleans and lists. */
    private enum Other {
        NULL,
        OBJECT
    }

    private final Map<String, Object> fields;

    private Answer(Map<String, Object> fields) {
        this.fields = fields;
    }

    static Answer read(byte[] json) throws BadAnswer {
        try (var parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new BadAnswer("its answer is not a JSON object");
            }
            Map<String, Object> fields = new HashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String field = parser.currentName();
                parser.nextToken();
                fields.put(field, value(parser));
            }
            if (parser.nextToken() != null) {
                throw new BadAnswer("its answer goes on behind the JSON object");
            }
            return new Answer(fields);
        } catch (JacksonException notJson) {
            // Its text would repeat a part of the answer.
            throw new BadAnswer("its answer is not JSON");
        }
    }

    private static Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> Other.NULL;
            case START_ARRAY -> list(parser);
            default -> {
                parser.skipChildren();
                yield Other.OBJECT;
            }
        };
    }

    private static List<Object> list(JsonParser parser) {
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(parser));
        }
        return list;
    }

    /** A text that may be null, but must be there. */
    Optional<String> text(String field) throws BadAnswer {
        return switch (fields.get(field)) {
            case String text -> Optional.of(text);
            case Other.NULL -> Optional.empty();
            case null, default -> throw new BadAnswer(field + " must be a text, or null");
        };
    }

    /** A text that need not be there. */
    Optional<String> optionalText(String field) throws BadAnswer {
        return fields.containsKey(field) ? text(field) : Optional.empty();
    }

    /** True or false, or null; it must be there. */
    Optional<Boolean> truth(String field) throws BadAnswer {
        return switch (fields.get(field)) {
            case Boolean truth -> Optional.of(truth);
            case Other.NULL -> Optional.empty();
            case null, default -> throw new BadAnswer(field + " must be true, false or null");
        };
    }

    /** Texts, if they are there. */
    Optional<List<String>> texts(String field) throws BadAnswer {
        return switch (fields.get(field)) {
            case List<?> list when list.stream().allMatch(String.class::isInstance) ->
                    Optional.of(list.stream().map(String.class::cast).toList());
            case null -> Optional.empty();
            case Other.NULL -> Optional.empty();
            default -> throw new BadAnswer(field + " must be a list of texts");
        };
    }

    /** A number of seconds, if it is there. */
    Optional<Duration> seconds(String field) throws BadAnswer {
        return switch (fields.get(field)) {
            case Double seconds when seconds >= 0 ->
                    Optional.of(Duration.ofMillis((long) Math.min(seconds * 1000, MOST_MILLIS)));
            case null -> Optional.empty();
            case Other.NULL -> Optional.empty();
            default -> throw new BadAnswer(field + " must be a number of seconds");
        };
    }

    /** A hundred years; more cannot be added to every moment. */
    private static final double MOST_MILLIS = 1000.0 * 86_400 * 365 * 100;
}
