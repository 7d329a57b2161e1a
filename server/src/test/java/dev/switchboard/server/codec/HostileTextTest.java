// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.switchboard.api.Code;
import dev.switchboard.api.Json;
import dev.switchboard.api.Kind;
import dev.switchboard.api.Refusal;
import dev.switchboard.server.codec.Incoming.Accepted;
import dev.switchboard.server.codec.Incoming.Refused;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HostileTextTest {
    private static final String GOOD =
            "{\"msg_type\":\"order\",\"id\":7,\"room\":\"r€1\",\"items\":[{\"name\":\"a\\u00e4\",\"delay\":-12}],"
                    + "\"note\":{\"x\":[true,null,1.5e3]},\"more\":false}";

    private final Listener listener = Listener.to(Order.class);

    record Item(String name, Duration delay) {}

    @Kind("order")
    record Order(String room, List<Item> items, Json note, Optional<Boolean> more) {}

    @Test
    void theGoodTextIsGood() {
        listener.accept(GOOD);
    }

    @Test
    void aTextThatEndsEarlyIsRefusedWhereverItEnds() {
        byte[] good = GOOD.getBytes(StandardCharsets.UTF_8);

        for (int length = 0; length < good.length; length++) {
            assertThat(refused(Arrays.copyOf(good, length)).code())
                    .as("cut at %s", length)
                    .isEqualTo(Code.BAD_JSON.wireName());
        }
    }

    @Test
    void noByteInAnyPlaceLetsAnythingEscape() {
        byte[] good = GOOD.getBytes(StandardCharsets.UTF_8);

        for (int at = 0; at < good.length; at++) {
            for (int value = 0; value < 256; value++) {
                byte[] bad = good.clone();
                bad[at] = (byte) value;
                assertThat(listener.hear(bad)).isNotNull();
            }
        }
    }

    @Test
    void noMixtureOfTokensLetsAnythingEscape() {
        List<String> tokens =
                List.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ",",
                        ":",
                        "\"",
                        "\\",
                        "\"msg_type\"",
                        "\"order\"",
                        "\"id\"",
                        "\"room\"",
                        "\"items\"",
                        "1",
                        "-",
                        "1e9",
                        "null",
                        "true",
                        " ",
                        "\\ud800",
                        "/",
                        "ä");
        var random = new Random(25);

        for (int round = 0; round < 20_000; round++) {
            var text = new StringBuilder("{\"msg_type\":\"order\",");
            IntStream.range(0, random.nextInt(30))
                    .forEach(each -> text.append(tokens.get(random.nextInt(tokens.size()))));
            assertThat(listener.hear(text.toString())).isInstanceOf(Refused.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{                           | the text ends before the object does",
                "{\"a\":\"b                | the text ends before the object does",
                "{\"a\":[1,                 | the text ends before the object does",
                "``                          | the text is empty",
                "` `                         | the text is empty",
                "[]                          | a message is an object, but this is an array",
                "\"msg_type\"                | a message is an object, but this is a string",
                "7                           | a message is an object, but this is a number",
                "null                        | a message is an object, but this is null",
                "{}}                         | msg_type is missing",
                "{\"a\":1 \"b\":2}           | not JSON: unexpected '\"' at byte 7",
                "{\"a\" 1}                   | not JSON: unexpected '1' at byte 5",
                "{,\"a\":1}                  | not JSON: unexpected ',' at byte 1",
                "{\"a\":1,}                  | not JSON: unexpected '}' at byte 7",
                "{\"a\":}                    | not JSON: unexpected '}' at byte 5",
                "{\"a\":[1}                  | not JSON: unexpected '}' at byte 7",
                "{\"a\":1]                   | not JSON: unexpected ']' at byte 6",
                "{a:1}                       | not JSON: unexpected 'a' at byte 1",
                "{\"a\":'b'}                 | not JSON: unexpected ''' at byte 5",
                "}                           | not JSON: unexpected '}' at byte 0",
                "hello                       | not JSON: unexpected 'h' at byte 0",
                "{\"a\":NaN}                | not JSON: unexpected 'N' at byte 5",
                "{\"a\":-Infinity}          | not JSON: unexpected 'I' at byte 6",
                "{\"a\":+1}                 | not JSON: unexpected '+' at byte 5",
                "{\"a\":+Infinity}          | not JSON: unexpected '+' at byte 5",
                "{\"a\":ä}                  | not JSON: unexpected 0xc3 at byte 5",
                "{\"a\":tru}                | not JSON: unexpected 't' at byte 5",
                "{\"a\":01}                 | not JSON: unexpected '1' at byte 6",
                "{\"a\":-x}                 | not JSON: unexpected 'x' at byte 6",
                "{\"a\":1.}                 | not JSON: unexpected '}' at byte 7",
                "{\"a\":1e}                 | not JSON: unexpected '}' at byte 7",
                "{\"a\":\"N\\x\"}             | not JSON: unexpected 'x' at byte 8",
                "{\"a\":1,\"b\":NaN,\"c\":2}  | not JSON: unexpected 'N' at byte 11",
                "{\"x\":1,\"y\":2,\"x\":3}   | the field x is there twice",
            })
    void theReasonIsToldInPlainWords(String text, String reason) {
        assertThat(listener.refusal(text).text()).startsWith(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "x", "]", "}", ",", "0", "\u0000", "/* */", "\"\""})
    void nothingMayFollow(String more) {
        for (String text : List.of(GOOD + more, GOOD + "\n " + more)) {
            assertThat(listener.refusal(text).code()).isEqualTo(Code.BAD_JSON.wireName());
        }
        listener.accept(GOOD + " \r\n\t ");
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"msg_type\":\"order\",\"room\":\"a\",\"room\":\"a\"}', room",
        "'{\"msg_type\":\"order\",\"msg_type\":\"order\"}', msg_type",
        "'{\"msg_type\":\"order\",\"id\":1,\"id\":1}', id",
        "'{\"room\":\"a\",\"x\":1,\"x\":1,\"msg_type\":\"order\"}', x",
        "'{\"msg_type\":\"order\",\"items\":[{\"name\":\"a\",\"delay\":1},{\"name\":\"a\",\"name\":\"b\"}]}', items[1].name",
        "'{\"msg_type\":\"order\",\"note\":{\"a\":{\"b\":1,\"c\":2,\"b\":3}}}', note.a.b",
        "'{\"msg_type\":\"order\",\"ignored\":[{\"b\":1,\"b\":3}]}', ignored[0].b",
    })
    void aFieldMustNotBeThereTwice(String text, String path) {
        Refusal refusal = listener.refusal(text);

        assertThat(refusal.code()).isEqualTo(Code.BAD_JSON.wireName());
        assertThat(refusal.field()).contains(path);
        assertThat(refusal.text()).isEqualTo("the field " + path + " is there twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "x\\udc00", "\\ud800\\ud800\\udc00"})
    void halfASurrogatePairInANameIsRefusedInPlainWords(String name) {
        String field = "\"" + name + "\":1";
        for (String text :
                List.of(
                        "{\"msg_type\":\"order\"," + field + ",\"id\":7}",
                        "{\"msg_type\":\"order\",\"note\":{" + field + "},\"id\":7}")) {
            Refused<Shape> refused = listener.refuse(text);

            assertThat(refused.refusal().code()).isEqualTo(Code.BAD_JSON.wireName());
            assertThat(refused.refusal().text())
                    .isEqualTo("the message has a field name with half a surrogate pair");
            assertThat(refused.id()).isEqualTo(Json.raw("7"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "[{\"a\":"})
    void endlessNestingIsRefused(String open) {
        for (String text :
                List.of(
                        open.repeat(100_000),
                        "{\"msg_type\":\"order\",\"note\":" + open.repeat(100_000),
                        "{\"msg_type\":\"order\",\"items\":" + open.repeat(100_000),
                        "{\"x\":" + open.repeat(100_000))) {
            assertThat(listener.refusal(text).code())
                    .isIn(Code.BAD_JSON.wireName(), Code.BAD_FIELD.wireName());
        }
    }

    @Test
    void aByteOrderMarkIsNotJson() {
        assertThat(listener.refusal("\ufeff" + GOOD).text())
                .isEqualTo("not JSON: it begins with a byte order mark");
    }

    @Test
    void otherEncodingsAreNotGuessed() {
        for (var charset :
                List.of(
                        StandardCharsets.UTF_16BE,
                        StandardCharsets.UTF_16LE,
                        StandardCharsets.UTF_16,
                        StandardCharsets.UTF_32BE,
                        StandardCharsets.UTF_32LE)) {
            assertThat(refused(GOOD.getBytes(charset)).code()).isEqualTo(Code.BAD_JSON.wireName());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "a\u0000", "\u001f", "\u007f\u0000"})
    void controlCharactersMustBeEscaped(String text) {
        for (String field : List.of("room", "note", "ignored", text)) {
            String message = "{\"msg_type\":\"order\",\"" + field + "\":\"" + text + "\"}";
            assertThat(listener.refusal(message).code()).isEqualTo(Code.BAD_JSON.wireName());
        }
    }

    @Test
    void namesMadeUpAtRandomAreForgotten() {
        int rounds = 20_000;
        IntStream.range(0, rounds)
                .forEach(round -> listener.accept(GOOD.replace("more", "stranger" + round)));
        long before = allocated();

        IntStream.range(rounds, rounds + 1_000)
                .forEach(round -> listener.accept(GOOD.replace("more", "stranger" + round)));

        assertThat((allocated() - before) / 1_000)
                .as("bytes for each message; 260 KB where all names are kept")
                .isLessThan(50_000);
    }

    private Refusal refused(byte[] text) {
        Incoming<Shape> incoming = listener.hear(text);
        assertThat(incoming).isNotInstanceOf(Accepted.class);
        return ((Refused<Shape>) incoming).refusal();
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }
}
