// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Code;
import dev.switchboard.support.Await;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455, sections 7 and 8.1, against a switch that listens: how connections end. */
class ClosingOnTheWireTest extends OnTheWire {

    private static final Queue<String> noted = new ConcurrentLinkedQueue<>();

    @BeforeParameterizedClassInvocation
    static void start(Over over) throws Exception {
        running =
                over.start(
                        """
                        gate.per-address.new-connections = 100000/s
                        messages { rate = 1000000/s, burst = 1000000 }
                        drain.close-timeout = 1m
                        """,
                        context ->
                                context.endpoint("/echo", (message, sender) -> sender.send(message))
                                        .endpoint(
                                                "/note",
                                                (message, sender) -> noted.add(message.text()))
                                        .endpoint(
                                                "/refuse",
                                                (message, sender) ->
                                                        sender.close(Code.POLICY, message.text())));
    }

    @BeforeEach
    void connect() throws IOException {
        noted.clear();
        client = over.open(running, "/echo");
    }

    @AfterEach
    @Override
    void disconnect() throws IOException {
        super.disconnect();
        Await.until(() -> running.present() == 0);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.ofDelimiter(" ").parseHex(hex);
    }

    // UTF-8

    @ParameterizedTest
    @ValueSource(
            strings = {
                "κόσμε",
                "grüß Gott",
                "完",
                "👋🏽",
                "\u0000",
                "\u007F\u0080",
                "\u07FF\u0800",
                "\uFFFD\uFFFE\uFFFF",
                "\uD800\uDC00",
                "\uDBFF\uDFFF",
                "\uFEFFwith a byte order mark"
            })
    void textInUtf8ComesBack(String text) throws IOException {
        client.send(ClientFrame.text(text));

        client.expectText(text);
    }

    @ParameterizedTest
    @CsvSource({
        "a byte from the middle,            80",
        "only the first byte,               c3",
        "one byte missing,                  e2 82",
        "ASCII in two bytes,                c0 af",
        "ASCII in three bytes,              e0 80 af",
        "ASCII in four bytes,               f0 80 80 af",
        "the longest two in three,          e0 9f bf",
        "the longest three in four,         f0 8f bf bf",
        "the first surrogate,               ed a0 80",
        "the last surrogate,                ed bf bf",
        "a pair of surrogates,              ed a0 80 ed b0 80",
        "above U+10FFFF,                    f4 90 80 80",
        "five bytes,                        f8 88 80 80 80",
        "six bytes,                         fc 84 80 80 80 80",
        "no first byte of anything,         ff",
        "Latin 1,                           67 72 fc df",
        "wrong at the end of long ASCII,    61 61 61 61 61 61 61 61 61 61 61 61 61 61 61 61 e9",
    })
    void textThatIsNotUtf8IsRefused(String what, String hex) throws IOException {
        client.send(ClientFrame.of(Opcode.TEXT, true, bytes(hex)));

        client.expectClose(1007);
    }

    @Test
    void binaryNeedNotBeUtf8() throws IOException {
        client.send(ClientFrame.binary(bytes("c0 af ff")));

        assertThat(client.next().payload()).containsExactly(0xC0, 0xAF, 0xFF);
    }

    @Test
    void aCharacterMayBeSplitOverFragments() throws IOException {
        client.send(
                ClientFrame.of(Opcode.TEXT, false, bytes("f0")),
                ClientFrame.of(Opcode.CONTINUATION, false, bytes("9f 91")),
                ClientFrame.of(Opcode.CONTINUATION, true, bytes("8b")));

        client.expectText("👋");
    }

    @Test
    void aCharacterMustBeWholeAtTheEndOfTheLastFragment() throws IOException {
        client.send(
                ClientFrame.of(Opcode.TEXT, false, bytes("f0 9f")),
                ClientFrame.of(Opcode.CONTINUATION, true, bytes("91")));

        client.expectClose(1007);
    }

    @Test
    void aCharacterCannotBeSplitOverMessages() throws IOException {
        client.send(
                ClientFrame.of(Opcode.TEXT, true, bytes("c3")),
                ClientFrame.of(Opcode.TEXT, true, bytes("a9")));

        client.expectClose(1007);
    }

    @ParameterizedTest
    @CsvSource({"ed, a0 80", "f4, 90 80 80", "c3, 28", "61, ff", "e0, 80 80"})
    void whatIsNotUtf8IsRefusedBeforeTheMessageIsWhole(String first, String second)
            throws IOException {
        client.send(
                ClientFrame.of(Opcode.TEXT, false, bytes(first)),
                ClientFrame.of(Opcode.CONTINUATION, false, bytes(second)));

        client.expectClose(1007);
    }

    // Closing

    @ParameterizedTest
    @ValueSource(
            ints = {
                1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999,
                4000, 4999
            })
    void aCloseIsAnsweredWithItsOwnCode(int code) throws IOException {
        client.send(ClientFrame.close(code, "enough"));

        client.expectClose(code);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535})
    void codesThatMayNotBeSentBreakTheRules(int code) throws IOException {
        client.send(ClientFrame.close(code, ""));

        client.expectClose(1002);
    }

    @Test
    void aCloseWithoutACodeIsAnsweredWithoutOne() throws IOException {
        client.send(ClientFrame.of(Opcode.CLOSE, true, new byte[0]));

        assertThat(client.expectClose(0).payload()).isEmpty();
    }

    @Test
    void aCloseWithHalfACodeBreaksTheRules() throws IOException {
        client.send(ClientFrame.of(Opcode.CLOSE, true, new byte[1]));

        client.expectClose(1002);
    }

    @Test
    void aReasonMayFillTheFrame() throws IOException {
        client.send(ClientFrame.close(1000, "r".repeat(123)));

        client.expectClose(1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "61 c3", "ed a0 80", "c0 80"})
    void aReasonThatIsNotUtf8IsRefused(String hex) throws IOException {
        client.send(
                ClientFrame.of(Opcode.CLOSE, true, ClientFrame.joined(bytes("03 e8"), bytes(hex))));

        client.expectClose(1007);
    }

    @Test
    void messagesBeforeACloseAreAnsweredFirst() throws IOException {
        client.send(ClientFrame.text("last words"), ClientFrame.close(1000, ""));

        client.expectText("last words");
        client.expectClose(1000);
    }

    @Test
    void whateverFollowsACloseIsIgnored() throws IOException {
        client.send(
                ClientFrame.close(1001, ""),
                ClientFrame.text("after"),
                ClientFrame.ping("after"),
                ClientFrame.of(0xB, true, new byte[0]));

        client.expectClose(1001);
    }

    @Test
    void nobodyHearsWhatFollowsAClose() throws IOException {
        try (var speaker = over.open(running, "/note")) {
            speaker.send(
                    ClientFrame.text("before"),
                    ClientFrame.close(1000, ""),
                    ClientFrame.text("after"));

            speaker.expectClose(1000);
            assertThat(noted).containsExactly("before");
        }
    }

    @Test
    void aSecondCloseIsIgnored() throws IOException {
        client.send(ClientFrame.close(1000, ""), ClientFrame.close(4000, ""));

        client.expectClose(1000);
    }

    @Test
    void aCloseIsAnsweredEvenIfTheClientHasStoppedSending() throws IOException {
        client.send(ClientFrame.close(1000, ""));
        client.finishSending();

        client.expectClose(1000);
    }

    @Test
    void aClientThatAnswersTheCloseOfTheSwitchIsGone() throws IOException {
        try (var refused = over.open(running, "/refuse")) {
            refused.send(ClientFrame.text("not here"));
            var close = refused.next();
            assertThat(close.code()).isEqualTo(1008);
            assertThat(close.reason()).isEqualTo("not here");

            refused.send(ClientFrame.close(1008, ""));

            refused.expectEnd();
            Await.until(() -> running.present() == 1);
        }
    }

    @Test
    void aReasonTooLongIsCutBetweenCharacters() throws IOException {
        try (var refused = over.open(running, "/refuse")) {
            refused.send(ClientFrame.text("ä".repeat(100)));

            assertThat(refused.expectClose(1008).reason()).isEqualTo("ä".repeat(61));
        }
    }

    @Test
    void aClientThatOnlyStopsSendingIsGone() throws IOException {
        client.send(ClientFrame.text("hello"));
        client.expectText("hello");

        client.finishSending();

        client.expectEnd();
    }

    @Test
    void aClientThatVanishesIsForgotten() throws IOException {
        client.send(ClientFrame.fragment(Opcode.TEXT, false, "half a mess"));

        client.vanish();

        Await.until(() -> running.present() == 0);
    }

    @Test
    void aClientThatVanishesWithinAFrameIsForgotten() throws IOException {
        client.send(ClientFrame.header(ClientFrame.FINAL | Opcode.TEXT, 1_000), new byte[10]);

        client.close();

        Await.until(() -> running.present() == 0);
    }
}
