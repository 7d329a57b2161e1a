// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Kind;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonTextTest {

    @Kind("text")
    record Text(String it) {}

    private static String written(String value) {
        var text = new JsonText();
        text.string(value);
        return new String(text.toBytes(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "a\"b,           \"a\\\"b\"",
                "a\\b,           \"a\\\\b\"",
                "a/b,            \"a/b\"",
                "äß€,            \"äß€\"",
                "😀,             \"😀\"",
            })
    void whatMustBeEscapedIs(String value, String json) {
        assertThat(written(value)).isEqualTo(json);
    }

    @Test
    void controlCharactersAreEscaped() {
        assertThat(written("\n\r\t\0\u001f\b\u007f"))
                .isEqualTo("\"\\n\\r\\t\\u0000\\u001f\\u0008\u007f\"");
    }

    @ParameterizedTest
    @CsvSource({"a\ud800, a\ufffd", "\udc00b, \ufffdb", "\ud800\ud800\udc00, \ufffd\ud800\udc00"})
    void halfASurrogatePairIsReplaced(String value, String replaced) {
        assertThat(written(value)).isEqualTo("\"" + replaced + "\"");
    }

    @Test
    void everyCharacterComesBackAndIsUtf8() {
        var listener = Listener.to(Text.class);
        var writer = new MessageWriter(new Shapes());
        for (int block = 0; block < Character.MAX_CODE_POINT; block += 0x1000) {
            int[] characters =
                    IntStream.range(block, block + 0x1000)
                            .filter(each -> each < 0xd800 || each > 0xdfff)
                            .toArray();
            var message = new Text(new String(characters, 0, characters.length));

            byte[] json = Bytes.of(writer.write(message, null));

            assertThat(Utf8.isValid(json, 0, json.length)).isTrue();
            assertThat(listener.record(new String(json, StandardCharsets.UTF_8)))
                    .isEqualTo(message);
        }
    }

    @Test
    void itGrowsAsNeeded() {
        for (int length = 0; length < 2_000; length++) {
            String value = "x".repeat(length);
            assertThat(written(value)).isEqualTo("\"" + value + "\"");
        }
    }
}
