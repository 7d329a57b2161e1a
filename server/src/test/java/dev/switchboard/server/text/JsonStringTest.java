// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonStringTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "plain,          \"plain\"",
                "a\"b\\c,        \"a\\\"b\\\\c\"",
                "äß€😀/,         \"äß€😀/\"",
            })
    void whatMustBeEscapedIs(String content, String json) {
        assertThat(JsonString.quote(content)).isEqualTo(json);
    }

    @Test
    void controlCharactersAreEscaped() {
        assertThat(JsonString.quote("\n\r\t\0\u001f\b\u007f"))
                .isEqualTo("\"\\n\\r\\t\\u0000\\u001f\\u0008\u007f\"");
    }

    @Test
    void theSameCharactersAreEscapedAsInTheApi() {
        for (int unit = 0; unit < Character.MIN_SURROGATE; unit++) {
            String text = Character.toString(unit);
            boolean isPlain = Json.of(text).toString().equals('"' + text + '"');
            assertThat(JsonString.isPlain((char) unit)).as("U+%04x", unit).isEqualTo(isPlain);
        }
    }
}
