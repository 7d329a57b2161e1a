// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Code;
import dev.switchboard.api.Json;
import dev.switchboard.api.Kind;
import dev.switchboard.api.Refusal;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ReadingTypesTest {
    private static final UUID SOME_UUID = UUID.fromString("123e4567-e89b-42d3-a456-426614174000");

    private final Listener listener = Listener.to(All.class, Item.class, Needy.class);

    enum Mood {
        CALM,
        VERY_LOUD
    }

    record Part(String name, @Nullable Integer count) {}

    /** One component of each type; absent is null, so that each can be looked at alone. */
    @Kind("all")
    record All(
            @Nullable String string,
            @Nullable Boolean flag,
            @Nullable Integer small,
            @Nullable Long large,
            @Nullable Double real,
            @Nullable Mood mood,
            @Nullable UUID uuid,
            @Nullable Instant instant,
            @Nullable Duration duration,
            @Nullable Json json,
            @Nullable Part part,
            @Nullable List<Part> parts,
            @Nullable List<List<Integer>> table,
            @Nullable Map<String, Duration> delays,
            Optional<String> maybe,
            Optional<List<String>> maybeMany) {}

    @Kind("item")
    record Item(boolean flag, int small, long large, double real) {}

    @Kind("needy")
    record Needy(String string, List<Part> parts, Json json) {}

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of("string", "\"\"", ""),
                Arguments.of("string", "\"a\\n\\u00e4ä\\ud83d\\ude00😀\\\"\\/\"", "a\nää😀😀\"/"),
                Arguments.of("string", "\"\\u0000\"", "\0"),
                Arguments.of("flag", "true", true),
                Arguments.of("flag", "false", false),
                Arguments.of("small", "0", 0),
                Arguments.of("small", "-0", 0),
                Arguments.of("small", "2147483647", Integer.MAX_VALUE),
                Arguments.of("small", "-2147483648", Integer.MIN_VALUE),
                Arguments.of("large", "1", 1L),
                Arguments.of("large", "9223372036854775807", Long.MAX_VALUE),
                Arguments.of("large", "-9223372036854775808", Long.MIN_VALUE),
                Arguments.of("real", "1", 1.0),
                Arguments.of("real", "-0.0", -0.0),
                Arguments.of("real", "1.5e3", 1500.0),
                Arguments.of("real", "1e308", 1e308),
                Arguments.of("real", "1e-999999999", 0.0),
                Arguments.of("real", "12345678901234567890123", 1.2345678901234568e22),
                Arguments.of("mood", "\"calm\"", Mood.CALM),
                Arguments.of("mood", "\"very_loud\"", Mood.VERY_LOUD),
                Arguments.of("uuid", "\"123E4567-e89b-42d3-a456-426614174000\"", SOME_UUID),
                Arguments.of(
                        "instant",
                        "\"2025-01-31T12:00:00.5Z\"",
                        Instant.ofEpochMilli(1738324800500L)),
                Arguments.of("duration", "1500", Duration.ofMillis(1500)),
                Arguments.of("duration", "-1", Duration.ofMillis(-1)),
                Arguments.of("duration", "9223372036854775807", Duration.ofMillis(Long.MAX_VALUE)),
                Arguments.of("json", "null", Json.raw("null")),
                Arguments.of("json", "[ 1 , {} ]", Json.raw("[ 1 , {} ]")),
                Arguments.of("part", "{\"name\":\"n\",\"x\":[]}", new Part("n", null)),
                Arguments.of("part", "{\"count\":3,\"name\":\"n\"}", new Part("n", 3)),
                Arguments.of("parts", "[]", List.of()),
                Arguments.of(
                        "parts", "[{\"name\":\"n\",\"count\":null}]", List.of(new Part("n", null))),
                Arguments.of(
                        "table", "[[1,2],[],[3]]", List.of(List.of(1, 2), List.of(), List.of(3))),
                Arguments.of("delays", "{}", Map.of()),
                Arguments.of(
                        "delays",
                        "{\"\":1,\"b c\":2}",
                        Map.of("", Duration.ofMillis(1), "b c", Duration.ofMillis(2))),
                Arguments.of("maybe", "\"x\"", Optional.of("x")),
                Arguments.of("maybe", "null", Optional.empty()),
                Arguments.of("maybe_many", "[\"x\"]", Optional.of(List.of("x"))));
    }

    @ParameterizedTest
    @MethodSource("values")
    void aValueOfTheRightTypeIsTaken(String field, String json, Object value) throws Exception {
        Record all = listener.record("{\"msg_type\":\"all\",\"" + field + "\":" + json + "}");

        assertThat(component(all, field)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "string   | 1                  | string must be a string, but is a number",
                "string   | {\"a\":1}          | string must be a string, but is an object",
                "string   | [\"a\"]            | string must be a string, but is an array",
                "flag     | \"true\"           | flag must be true or false, but is a string",
                "flag     | 1                  | flag must be true or false, but is a number",
                "small    | 2147483648         | small must be a whole number from -2147483648 to 2147483647",
                "small    | -2147483649        | small must be a whole number from -2147483648 to 2147483647",
                "small    | 99999999999999999999999999999999 | small must be a whole number from -2147483648 to 2147483647",
                "small    | 1.0                | small must be a whole number, but is a number",
                "small    | 1e2                | small must be a whole number, but is a number",
                "small    | \"1\"              | small must be a whole number, but is a string",
                "small    | true               | small must be a whole number, but is true",
                "large    | 9223372036854775808 | large must be a whole number from -9223372036854775808 to 9223372036854775807",
                "real     | 1e999999999        | real is a greater number than there is room for",
                "real     | -1e309             | real is a greater number than there is room for",
                "real     | \"NaN\"            | real must be a number, but is a string",
                "mood     | \"CALM\"           | mood must be one of calm, very_loud",
                "mood     | 0                  | mood must be a string, but is a number",
                "uuid     | \"1-1-1-1-1\"      | uuid must be a UUID, such as \"123e4567-e89b-42d3-a456-426614174000\"",
                "uuid     | \"123e4567-e89b-42d3-a456-42661417400x\" | uuid must be a UUID, such as \"123e4567-e89b-42d3-a456-426614174000\"",
                "instant  | \"yesterday\"      | instant must be a moment, such as \"2025-01-31T12:00:00Z\"",
                "duration | 1.5                | duration must be a whole number of milliseconds, but is a number",
                "duration | 9223372036854775808 | duration must be a whole number from -9223372036854775808 to 9223372036854775807",
                "part     | []                 | part must be an object, but is an array",
                "parts    | {}                 | parts must be a list, but is an object",
                "delays   | []                 | delays must be an object, but is an array",
                "maybe    | 1                  | maybe must be a string, but is a number",
            })
    void aValueOfTheWrongTypeIsNamed(String field, String json, String text) {
        Refusal refusal = listener.refusal("{\"msg_type\":\"all\",\"" + field + "\":" + json + "}");

        assertThat(refusal.code()).isEqualTo(Code.BAD_FIELD.wireName());
        assertThat(refusal.field()).contains(field);
        assertThat(refusal.text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "part.name      | \"part\":{\"name\":1}",
                "part.name      | \"part\":{}",
                "part.name      | \"part\":{\"x\":{\"y\":[{}]}}",
                "parts[0]       | \"parts\":[1]",
                "parts[0]       | \"parts\":[null]",
                "parts[2].name  | \"parts\":[{\"name\":\"a\"},{\"name\":\"b\"},{\"name\":[]}]",
                "parts[1].name  | \"parts\":[{\"name\":\"a\"},{\"count\":2}]",
                "table[1][0]    | \"table\":[[1],[[]]]",
                "delays.slow    | \"delays\":{\"fast\":1,\"slow\":\"2\"}",
                "maybe_many[1]  | \"maybe_many\":[\"a\",null]",
            })
    void aWrongValueInsideIsNamedByItsPath(String path, String fields) {
        Refusal refusal = listener.refusal("{\"msg_type\":\"all\"," + fields + "}");

        assertThat(refusal.code()).isEqualTo(Code.BAD_FIELD.wireName());
        assertThat(refusal.field()).contains(path);
        assertThat(refusal.text()).startsWith(path + " ");
    }

    @Test
    void primitivesAreRead() {
        assertThat(
                        listener.record(
                                "{\"msg_type\":\"item\",\"flag\":true,\"small\":-1,\"large\":2,\"real\":3}"))
                .isEqualTo(new Item(true, -1, 2, 3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "string | \"parts\":[],\"json\":1                   | string is missing",
                "string | \"parts\":[],\"json\":1,\"string\":null   | string must be a string, but is null",
                "parts  | \"string\":\"\",\"json\":1                | parts is missing",
                "parts  | \"string\":\"\",\"json\":1,\"parts\":null | parts must be a list, but is null",
                "json   | \"string\":\"\",\"parts\":[]              | json is missing",
            })
    void aRequiredFieldMustBeThere(String field, String fields, String text) {
        Refusal refusal = listener.refusal("{\"msg_type\":\"needy\"," + fields + "}");

        assertThat(refusal.field()).contains(field);
        assertThat(refusal.text()).isEqualTo(text);
    }

    @Test
    void whatIsNotRequiredMayBeAbsent() {
        var all = (All) listener.record("{\"msg_type\":\"all\"}");

        assertThat(all.string()).isNull();
        assertThat(all.maybe()).isEmpty();
        assertThat(all.maybeMany()).isEmpty();
    }

    @Test
    void halfASurrogatePairIsKeptAsJavaKeepsIt() {
        var all = (All) listener.record("{\"msg_type\":\"all\",\"string\":\"a\\ud800b\"}");

        assertThat(all.string()).isEqualTo("a\ud800b");
    }

    private static Object component(Record record, String wireName)
            throws ReflectiveOperationException {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            if (Field.wireName(component.getName()).equals(wireName)) {
                return component.getAccessor().invoke(record);
            }
        }
        throw new AssertionError(wireName);
    }
}
