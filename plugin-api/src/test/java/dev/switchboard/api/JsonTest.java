// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void aTextIsQuoted() {
        assertThat(Json.of("tea for two")).hasToString("\"tea for two\"");
        assertThat(Json.of("")).hasToString("\"\"");
    }

    @Test
    void whatJsonForbidsInATextIsEscaped() {
        assertThat(Json.of("\"\\/")).hasToString("\"\\\"\\\\/\"");
        assertThat(Json.of("a\nb\tc\0\u001f")).hasToString("\"a\\u000ab\\u0009c\\u0000\\u001f\"");
    }

    @Test
    void allElseStaysAsItIs() {
        assertThat(Json.of("é 日本 😀 \u007f")).hasToString("\"é 日本 😀 \u007f\"");
    }

    @Test
    void halfACharacterBecomesValidUtf8() {
        assertThat(new String(Json.of("\ud83d").utf8(), UTF_8)).isEqualTo("\"?\"");
    }

    @Test
    void rawTextIsKeptToTheByte() {
        assertThat(Json.raw(" {\"a\" : 1.0}")).hasToString(" {\"a\" : 1.0}");
        assertThat(Json.raw("[1]".getBytes(UTF_8)).utf8()).asString(UTF_8).isEqualTo("[1]");
    }

    @Test
    void equalBytesAreEqual() {
        assertThat(Json.raw("1.0"))
                .isEqualTo(Json.raw("1.0".getBytes(UTF_8)))
                .hasSameHashCodeAs(Json.raw("1.0"))
                .isNotEqualTo(Json.raw("1"));
    }
}
