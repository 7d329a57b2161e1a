// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.switchboard.api.Code;
import dev.switchboard.api.Json;
import dev.switchboard.api.Kind;
import dev.switchboard.server.config.MessageSettings;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonLimitsTest {
    private static final MessageSettings.Json TIGHT = limits(4, 10);

    private final Listener listener = Listener.to(TIGHT, Cargo.class);

    private static MessageSettings.Json limits(int depth, int string) {
        return new MessageSettings.Json(depth, Optional.of(string), 5, 16, 40);
    }

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
            String withId = text.substring(0, text.length() - 1) + ",\"id\":7}";
            assertThat(listener.refuse(withId).id()).as(withId).isEqualTo(Json.raw("7"));
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
        var wide = Listener.to(limits(4, 20_000), Cargo.class);

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
    void digitsOfNumbersAreCounted(String number) {
        assertFits("12345");
        assertFits("-123.4e5");
        assertTooMuch(number, "a number of more than 5 digits");
    }

    @Test
    void namesAreCountedInBytes() {
        assertFits("{\"1234567890123456\":{\"ääääääää\":1}}");
        assertTooMuch("{\"12345678901234567\":1}", "a field name of more than 16 bytes");
        assertTooMuch("{\"äääääääää\":1}", "a field name of more than 16 bytes");
        assertTooMuch(
                "{\"a\":[{\"\\u006112345678901234567890\":1}]}",
                "a field name of more than 16 bytes");
    }

    /** The message has three fields, in the first way two: 37 more fit in all of them. */
    @ParameterizedTest
    @ValueSource(strings = {"1", "\"a\"", "null", "[]", "{}"})
    void fieldsAndElementsAreCounted(String element) {
        String tooMany = "more than 40 fields and array elements";

        assertFits(array(37, element));
        assertTooMuch(array(39, element), tooMany);
        assertFits(object(37, element));
        assertTooMuch(object(39, element), tooMany);
    }

    @Test
    void fieldsAndElementsInOneAnotherAreCounted() {
        assertFits(array(18, "[1]"));
        assertTooMuch(array(20, "[1]"), "more than 40 fields and array elements");
        assertFits(array(18, "{\"a\":1}"));
        assertTooMuch(array(20, "{\"a\":1}"), "more than 40 fields and array elements");
    }

    @Test
    void elementsOfARecordAreCounted() {
        var strict = Listener.to(TIGHT, Texts.class);
        String start = "{\"msg_type\":\"texts\",\"text\":\"\",\"named\":";

        strict.accept(start + object(15, "\"\"") + ",\"texts\":" + array(21, "\"\"") + "}");
        assertThat(
                        strict.refusal(
                                        start
                                                + object(15, "\"\"")
                                                + ",\"texts\":"
                                                + array(22, "\"\"")
                                                + "}")
                                .text())
                .isEqualTo("the message has more than 40 fields and array elements");
    }

    private static String array(int elements, String element) {
        return "[" + String.join(",", Collections.nCopies(elements, element)) + "]";
    }

    private static String object(int fields, String value) {
        return IntStream.range(0, fields)
                .mapToObj(field -> "\"n" + field + "\":" + value)
                .collect(Collectors.joining(",", "{", "}"));
    }

    @Test
    void otherLimitsHoldFromTheNextMessageOn() {
        var limits = new AtomicReference<>(Listener.DEFAULT);
        var reader = new MessageReader(limits::get);
        byte[] text =
                "{\"msg_type\":\"cargo\",\"it\":\"12345678901\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(reader.read(text, listener)).isInstanceOf(Incoming.Accepted.class);
        limits.set(TIGHT);
        assertThat(reader.read(text, listener)).isInstanceOf(Incoming.Refused.class);
        limits.set(Listener.DEFAULT);
        assertThat(reader.read(text, listener)).isInstanceOf(Incoming.Accepted.class);
    }

    @Test
    void aStringMayFillTheMessageIfNothingElseIsSaid() {
        Listener.to(Cargo.class)
                .accept("{\"msg_type\":\"cargo\",\"it\":\"" + "x".repeat(200_000) + "\"}");
    }

    @Test
    void aLongNumberIsNotTakenForAString() {
        var strict = Listener.to(limits(4, 10), Cargo.class);

        assertThat(
                        strict.refusal(
                                        "{\"msg_type\":\"cargo\",\"it\":"
                                                + "1".repeat(200_000)
                                                + "}")
                                .text())
                .isEqualTo("the message has a number of more than 5 digits");
    }

    @Test
    void aLimitIsAtLeastOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MessageSettings.Json(0, Optional.of(0), 0, 16, -5))
                .withMessage(
                        "max-depth must be between 1 and 1000; max-string must be at least 1; "
                                + "max-number must be between 1 and 1000; max-fields must be at least 1");
    }
}
