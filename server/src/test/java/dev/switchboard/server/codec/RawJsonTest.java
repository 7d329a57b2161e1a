// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Code;
import dev.switchboard.api.Json;
import dev.switchboard.api.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A {@link Json} is cut out of the text to the byte. */
final class RawJsonTest {
    private final Listener listener = Listener.to(Cargo.class, Cargoes.class);

    @Kind("cargo")
    record Cargo(Json it) {}

    @Kind("cargoes")
    record Cargoes(List<Json> them) {}

    static List<String> values() {
        return List.of(
                "\"\"",
                "\"x\"",
                "\"ä€😀\"",
                "\"\\\"\\\\\"",
                "\"\\u00e4\\ud83d\\ude00\"",
                "\"\\ud800\"",
                "\"" + "long ä ".repeat(3_000) + "\"",
                "0",
                "-0",
                "7",
                "-12.50e+07",
                "1E5",
                "1e999999999",
                "true",
                "false",
                "null",
                "{}",
                "[]",
                "[ ]",
                "{ \"a\" : [ 1 , 2.5 , \"ö\" , { \"b\" : null } ] , \"c\":\"}]\" }",
                "[\n\t[true],\r\n [\"]\"]]",
                "[[[[[[[[[[[[[[]]]]]]]]]]]]]]");
    }

    @ParameterizedTest
    @MethodSource("values")
    void theValueIsKeptToTheByteWhereverItStands(String value) {
        var it = new Cargo(Json.raw(value));

        assertThat(listener.record("{\"msg_type\":\"cargo\",\"it\":" + value + "}")).isEqualTo(it);
        assertThat(listener.record("{\"it\":" + value + ",\"msg_type\":\"cargo\"}")).isEqualTo(it);
        assertThat(
                        listener.record(
                                "\n {\"msg_type\"\t: \"cargo\" ,\r\n \"ü\":\"€\", \"it\" :  \n"
                                        + value
                                        + " \t, \"z\":1 } \n"))
                .isEqualTo(it);
    }

    @ParameterizedTest
    @MethodSource("values")
    void theElementsOfAListAreCutApart(String value) {
        Json json = Json.raw(value);

        assertThat(
                        listener.record(
                                "{\"msg_type\":\"cargoes\",\"them\":[%s,%s , %s ]}"
                                        .formatted(value, value, value)))
                .isEqualTo(new Cargoes(List.of(json, json, json)));
    }

    @Test
    void theTextIsCopied() {
        byte[] text = "{\"msg_type\":\"cargo\",\"it\":\"abc\"}".getBytes(StandardCharsets.UTF_8);
        var accepted = (Incoming.Accepted<Shape>) listener.hear(text);

        Arrays.fill(text, (byte) 0);

        assertThat(accepted.message()).isEqualTo(new Cargo(Json.raw("\"abc\"")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":1}",
                "[{\"b\":{\"a\":1,\"\\u0061\":2}}]",
                "{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"b\":5}",
                "[1,]",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "[1 2]",
                "[01]",
                "[+1]",
                "[.5]",
                "[1.]",
                "[1e]",
                "[-]",
                "[0x1]",
                "[NaN]",
                "[Infinity]",
                "[-Infinity]",
                "[tru]",
                "[TRUE]",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\t\"",
                "\"\n\"",
                "[1]]",
                "[/* no */1]",
                "[1 // no\n]",
                "[1 # no\n]",
            })
    void whatIsNotStrictJsonIsRefusedInsideToo(String value) {
        for (String text :
                List.of(
                        "{\"msg_type\":\"cargo\",\"it\":" + value + "}",
                        "{\"msg_type\":\"cargo\",\"it\":1,\"ignored\":" + value + "}",
                        "{\"ignored\":" + value + ",\"msg_type\":\"cargo\",\"it\":1}")) {
            assertThat(listener.refusal(text).code()).as(text).isEqualTo(Code.BAD_JSON.wireName());
        }
    }
}
