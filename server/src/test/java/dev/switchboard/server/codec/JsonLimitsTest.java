// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.switchboard.api.Code;
import dev.switchboard.api.Json;
import dev.switchboard.api.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonLimitsTest {
    private static final JsonLimits TIGHT = new JsonLimits(4, 10, 5, 8, 40);

    private final Listener listener = Listener.to(TIGHT, Cargo.class);

    @Kind("cargo")
    record Cargo(Json it) {}

    @Kind("texts")
    record Texts(String text, List<String> texts, Map<String, String> named) {}

    /** Everything that is limited applies to what a record takes and to what it ignores. */
    private void assertFits(String value) {
        listener.accept("{\"msg_type\":\"cargo\",\"it\":" + value + "}");
        listener.accept("{\"msg_type\":\"cargo\",\"it\":0,\"x\":" + value + "}");
        listener.accept("{\"x\":" + value + ",\"msg_type\":\"cargo\",\"it\":0}");
    }

    private void assertTooMuch(String value, String why) {
        for (String text :
                List.of(
                        "{\"msg_type\":\"cargo\",\"it\":" + value + "}",
                        "{\"msg_type\":\"cargo\",\"it\":0,\"x\":" + value + "}",
                        "{\"x\":" + value + ",\"msg_type\":\"cargo\",\"it\":0}")) {
            var refusal = listener.refusal(text);
            assertThat(refusal.code()).as(text).isEqualTo(Code.BAD_JSON.wireName());
            assertThat(refusal.text()).as(text).isEqualTo("the message has " + why);
        }
    }

    @Test
    void depthIsCountedFromTheMessageItself() {
        assertFits("[[{}]]");
        assertTooMuch("[[{\"a\":[]}]]", "more than 4 levels of nesting");
    }

    @Test
    void stringsAreCountedInUnitsOfUtf16() {
        assertFits("\"1234567890\"");
        assertFits("[\"ääääääääää\",{\"a\":\"\\u00e4😀34567\\n\\n\"}]");
        assertTooMuch("\"12345678901\"", "a string of more than 10 characters");
        assertTooMuch("[\"😀😀😀😀😀😀\"]", "a string of more than 10 characters");
        assertTooMuch("{\"a\":\"\\u00e4234567890\\n\"}", "a string of more than 10 characters");
    }

    @Test
    void longStringsAreCountedToo() {
        var wide = Listener.to(new JsonLimits(4, 20_000, 5, 8, 40), Cargo.class);

        wide.accept("{\"msg_type\":\"cargo\",\"it\":\"" + "ä".repeat(20_000) + "\"}");
        assertThat(
                        wide.refusal(
                                        "{\"msg_type\":\"cargo\",\"it\":\""
                                                + "ä".repeat(20_001)
                                                + "\"}")
                                .text())
                .isEqualTo("the message has a string of more than 20000 characters");
    }

    @Test
    void stringsOfARecordAreCounted() {
        var strict = Listener.to(TIGHT, Texts.class);

        strict.accept(
                "{\"msg_type\":\"texts\",\"text\":\"1234567890\",\"texts\":[\"1234567890\"],\"named\":{\"a\":\"1\"}}");
        for (String fields :
                List.of(
                        "\"text\":\"12345678901\"",
                        "\"texts\":[\"12345678901\"]",
                        "\"named\":{\"a\":\"12345678901\"}",
                        "\"id\":\"12345678901\"")) {
            assertThat(strict.refusal("{\"msg_type\":\"texts\"," + fields + "}").text())
                    .isEqualTo("the message has a string of more than 10 characters");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"123456", "-123456", "1.23456", "1e999999999", "12345678901234567890e5"})
    void numbersAreCountedInCharacters(String number) {
        assertFits("12345");
        assertTooMuch(number, "a number of more than 5 characters");
    }

    @Test
    void namesAreCountedInBytes() {
        assertFits("{\"12345678\":{\"äääa\":1}}");
        assertTooMuch("{\"123456789\":1}", "a field name of more than 8 bytes");
        assertTooMuch("{\"äääää\":1}", "a field name of more than 8 bytes");
        assertTooMuch("{\"a\":[{\"\\u0061123456789012\":1}]}", "a field name of more than 8 bytes");
    }

    @Test
    void everyNameValueAndBracketCounts() {
        assertFits("[" + "1,".repeat(30) + "1]");
        assertTooMuch("[" + "1,".repeat(40) + "1]", "more than 40 names, values and brackets");
    }

    @Test
    void otherLimitsHoldFromTheNextMessageOn() {
        var limits = new AtomicReference<>(JsonLimits.DEFAULT);
        var reader = new MessageReader(limits::get);
        byte[] text =
                "{\"msg_type\":\"cargo\",\"it\":\"12345678901\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(reader.read(text, listener)).isInstanceOf(Incoming.Accepted.class);
        limits.set(TIGHT);
        assertThat(reader.read(text, listener)).isInstanceOf(Incoming.Refused.class);
        limits.set(JsonLimits.DEFAULT);
        assertThat(reader.read(text, listener)).isInstanceOf(Incoming.Accepted.class);
    }

    @Test
    void aLimitIsAtLeastOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JsonLimits(0, 1, 1, 1, 1))
                .withMessage("depth: must be at least 1, but is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JsonLimits(1, 1, 1, 1, -5))
                .withMessage("tokens: must be at least 1, but is -5");
    }
}
