// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CleanTest {

    @ParameterizedTest
    @CsvSource({
        "000a, \\n",
        "000d, \\r",
        "0009, \\t",
        "0000, \\u0000",
        "001b, \\u001b",
        "007f, \\u007f",
        "009b, \\u009b",
        "2028, \\u2028",
        "202e, \\u202e",
        "2066, \\u2066",
        "feff, \\ufeff",
        "d800, \\ud800",
        "dfff, \\udfff"
    })
    void whatCouldMoveTheCursorOrHideTextIsShownAsItsCode(String code, String shown) {
        String text = "a" + (char) Integer.parseInt(code, 16) + "b";
        assertThat(clean(text, 100)).isEqualTo("a" + shown + "b");
        assertThat(quoted(text, 100)).isEqualTo("\"a" + shown + "b\"");
    }

    @Test
    void aTagThatNobodySeesIsShownAsItsCode() {
        assertThat(clean(Character.toString(0xe0041), 100)).isEqualTo("\\udb40\\udc41");
    }

    @Test
    void otherTextStaysAsItIs() {
        String text = "Grüße, 世界 😀 ${jndi:ldap://x} %d {} a\\b \"c\"";
        assertThat(clean(text, 100)).isEqualTo(text);
    }

    @Test
    void quotesAndBackslashesAreEscapedInQuotes() {
        assertThat(quoted("a\"b\\c", 100)).isEqualTo("\"a\\\"b\\\\c\"");
    }

    @Test
    void longTextIsCutBetweenCharacters() {
        assertThat(clean("abcdef", 6)).isEqualTo("abcdef");
        assertThat(clean("abcdefg", 6)).isEqualTo("abcdef…");
        assertThat(clean("a😀b", 2)).isEqualTo("a😀…");
    }

    @Test
    void aWordNeedsNoQuotes() {
        assertThat(Clean.isWord("127.0.0.1:8080/ws")).isTrue();
        for (String text : new String[] {"", "a b", "a=b", "a\"", "a\\", "ü", "a\n"}) {
            assertThat(Clean.isWord(text)).as(text).isFalse();
        }
    }

    private static String clean(String text, int limit) {
        StringBuilder out = new StringBuilder();
        Clean.append(out, text, limit);
        return out.toString();
    }

    private static String quoted(String text, int limit) {
        StringBuilder out = new StringBuilder();
        Clean.quote(out, text, limit);
        return out.toString();
    }
}
