// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.switchboard.api.Code;
import dev.switchboard.api.Json;
import dev.switchboard.api.Kind;
import dev.switchboard.api.Position;
import dev.switchboard.api.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class MessageWriterTest {
    private final MessageWriter writer = new MessageWriter(new Shapes());

    private enum Mood {
        VERY_LOUD
    }

    private record Part(String name, Optional<Integer> count) {}

    @Kind("everything")
    private record Everything(
            String string,
            boolean flag,
            int small,
            Long large,
            double real,
            Mood mood,
            UUID uuid,
            Instant instant,
            Duration duration,
            Json json,
            Part part,
            List<Part> parts,
            Map<String, Integer> counts,
            Optional<String> maybe) {}

    @Kind("room_message")
    private record Said(String from, Optional<String> room, @Nullable Json content) {}

    @Kind("nothing")
    private record Nothing() {}

    @Kind("real")
    private record Real(double value) {}

    private String written(Record message) {
        return Bytes.text(writer.write(message, null));
    }

    @Test
    void theKindStandsFirstAndFieldsInTheirOrder() {
        assertThat(written(new Said("a", Optional.of("r1"), Json.raw("{ \"x\": 1.50 }"))))
                .isEqualTo(
                        "{\"msg_type\":\"room_message\",\"from\":\"a\",\"room\":\"r1\",\"content\":{ \"x\": 1.50 }}");
    }

    @Test
    void whatIsAbsentIsLeftOut() {
        assertThat(written(new Said("a", Optional.empty(), null)))
                .isEqualTo("{\"msg_type\":\"room_message\",\"from\":\"a\"}");
        assertThat(written(new Nothing())).isEqualTo("{\"msg_type\":\"nothing\"}");
    }

    @Test
    void everyTypeHasItsForm() {
        var everything =
                new Everything(
                        "s",
                        true,
                        Integer.MIN_VALUE,
                        Long.MAX_VALUE,
                        -1.5e300,
                        Mood.VERY_LOUD,
                        new UUID(1, 2),
                        Instant.ofEpochMilli(1),
                        Duration.ofSeconds(2).plusNanos(999_999),
                        Json.raw("null"),
                        new Part("p", Optional.empty()),
                        List.of(new Part("q", Optional.of(1)), new Part("r", Optional.empty())),
                        Map.of("a \"b\"", 1),
                        Optional.of(""));

        assertThat(written(everything))
                .isEqualTo(
                        """
                        {"msg_type":"everything","string":"s","flag":true,"small":-2147483648,\
                        "large":9223372036854775807,"real":-1.5E300,"mood":"very_loud",\
                        "uuid":"00000000-0000-0001-0000-000000000002","instant":"1970-01-01T00:00:00.001Z",\
                        "duration":2000,"json":null,"part":{"name":"p"},\
                        "parts":[{"name":"q","count":1},{"name":"r"}],"counts":{"a \\"b\\"":1},"maybe":""}\
                        """);
    }

    @Test
    void nullsInCollectionsAreNull() {
        @Kind("holes")
        record Holes(List<String> list, Map<String, String> map) {}
        var map = new HashMap<String, String>();
        map.put("a", null);

        assertThat(written(new Holes(Arrays.asList("a", null), map)))
                .isEqualTo("{\"msg_type\":\"holes\",\"list\":[\"a\",null],\"map\":{\"a\":null}}");
    }

    @Test
    void whatIsNoMessageIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer.write(new Part("p", Optional.empty()), null))
                .withMessageContaining("Part is not a message");
    }

    @Test
    void numbersThatJsonDoesNotHaveAreRefused() {
        for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> writer.write(new Real(value), null))
                    .withMessage("JSON has no number " + value);
        }
    }

    @Test
    void whereAMessageStandsComesBeforeItsFields() {
        var position = new Position("e \"1\"", 17, 12);
        assertThat(Bytes.text(writer.write(new Real(1.5), position)))
                .isEqualTo(
                        "{\"msg_type\":\"real\",\"offset\":17,\"prev\":12,\"epoch\":\"e \\\"1\\\"\",\"value\":1.5}");
    }

    @Test
    void theOffsetBeforeIsNotTold() {
        assertThat(Bytes.text(writer.write(new Nothing(), new Position("e", 17, 16))))
                .isEqualTo("{\"msg_type\":\"nothing\",\"offset\":17,\"epoch\":\"e\"}");
    }

    @Test
    void okRepeatsTheIdAsItWasWritten() {
        assertThat(Bytes.of(writer.ok(Json.raw("7"), null)))
                .asString()
                .isEqualTo("{\"msg_type\":\"ok\",\"id\":7}");
        assertThat(Bytes.of(writer.ok(Json.raw("\"\\u00e4\""), null)))
                .asString()
                .isEqualTo("{\"msg_type\":\"ok\",\"id\":\"\\u00e4\"}");
    }

    @Test
    void okCarriesTheFieldsOfAResult() {
        assertThat(Bytes.of(writer.ok(Json.raw("7"), new Said("a", Optional.empty(), null))))
                .asString()
                .isEqualTo("{\"msg_type\":\"ok\",\"id\":7,\"from\":\"a\"}");
        assertThat(Bytes.of(writer.ok(Json.raw("7"), new Nothing())))
                .asString()
                .isEqualTo("{\"msg_type\":\"ok\",\"id\":7}");
    }

    @Test
    void anErrorTellsWhatIsKnown() {
        assertThat(Bytes.of(writer.error(null, new Refusal(Code.BAD_JSON, "say \"what\"\n"))))
                .asString()
                .isEqualTo(
                        "{\"msg_type\":\"error\",\"code\":\"bad_json\",\"message\":\"say \\\"what\\\"\\n\"}");
        assertThat(
                        Bytes.of(
                                writer.error(
                                        Json.raw("\"x\""),
                                        Refusal.of("own", "no")
                                                .field("items[2].name")
                                                .retryAfter(Duration.ofSeconds(3)))))
                .asString()
                .isEqualTo(
                        "{\"msg_type\":\"error\",\"id\":\"x\",\"code\":\"own\",\"message\":\"no\","
                                + "\"field\":\"items[2].name\",\"retry_after_ms\":3000}");
    }

    @Test
    void gapAndGoawayTellTheirFigures() {
        assertThat(Bytes.of(writer.gap(12, null)))
                .asString()
                .isEqualTo("{\"msg_type\":\"gap\",\"missed\":12}");
        assertThat(Bytes.of(writer.gap(1, "r1")))
                .asString()
                .isEqualTo("{\"msg_type\":\"gap\",\"missed\":1,\"room\":\"r1\"}");
        assertThat(Bytes.of(writer.goaway(Duration.ofMillis(1500))))
                .asString()
                .isEqualTo("{\"msg_type\":\"goaway\",\"retry_after_ms\":1500}");
    }
}
