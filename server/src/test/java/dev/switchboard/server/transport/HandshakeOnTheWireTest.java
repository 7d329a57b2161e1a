// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.support.Await;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455, section 4, against a switch that listens: who becomes a WebSocket. */
class HandshakeOnTheWireTest extends OnTheWire {

    @BeforeParameterizedClassInvocation
    static void start(Over over) throws Exception {
        running =
                over.start(
                        "gate.per-address.new-connections = 100000/s",
                        context ->
                                context.endpoint("/echo", (message, sender) -> sender.send(message))
                                        .files(
                                                "/pages/",
                                                "dev/switchboard/server/transport/pages"));
    }

    @BeforeEach
    void connect() throws IOException {
        client = over.connect(running);
    }

    @AfterEach
    @Override
    void disconnect() throws IOException {
        super.disconnect();
        Await.until(() -> running.present() == 0);
    }

    private HttpAnswer answer(byte[] request) throws IOException {
        client.send(request);
        return client.readResponse();
    }

    /** A right handshake, but with these lines in the place of those of the same name. */
    private static byte[] handshakeBut(String... changed) {
        List<String> lines =
                new ArrayList<>(
                        new String(RawClient.handshake("/echo"), US_ASCII)
                                .strip()
                                .lines()
                                .toList());
        for (String line : changed) {
            String name = line.substring(0, line.indexOf(':') + 1);
            lines.removeIf(header -> header.startsWith(name));
        }
        for (String line : changed) {
            if (!line.endsWith(":")) {
                lines.add(line);
            }
        }
        return RawClient.lines(lines.toArray(String[]::new));
    }

    /** An answer that says no, in few words and without a word about what is behind. */
    private static void assertRefused(HttpAnswer answer, int status) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers()).doesNotContainKeys("Server", "X-Powered-By");
        assertThat(answer.header("Content-Type")).startsWith("text/plain");
        assertThat(answer.body())
                .hasSizeBetween(8, 100)
                .doesNotContainIgnoringCase("jetty")
                .doesNotContain("\tat ", "Exception", "<");
    }

    // Let in

    @ParameterizedTest
    @ValueSource(strings = {"/", "/ws", "/echo", "/ws?token=1", "/echo?"})
    void aHandshakeIsAnswered(String path) throws IOException {
        var answer = answer(RawClient.handshake(path));

        assertThat(answer.status()).isEqualTo(101);
        assertThat(answer.header("Upgrade")).isEqualTo("websocket");
        assertThat(answer.header("Connection")).isEqualToIgnoringCase("upgrade");
        assertThat(answer.header("Sec-WebSocket-Accept")).isEqualTo(RawClient.ACCEPT);
        assertThat(answer.headers())
                .doesNotContainKeys(
                        "Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions", "Server", "Date");
    }

    @Test
    void aHandshakeMayArriveByteByByte() throws IOException {
        client.sendByteByByte(RawClient.handshake("/echo"));

        assertThat(client.readResponse().status()).isEqualTo(101);
    }

    @Test
    void framesMayArriveTogetherWithTheHandshake() throws IOException {
        client.send(
                RawClient.handshake("/echo"), ClientFrame.text("early"), ClientFrame.ping("bird"));

        assertThat(client.readResponse().status()).isEqualTo(101);
        client.expectText("early");
        client.expectPong("bird");
    }

    @Test
    void aFrameMayBeginTogetherWithTheHandshake() throws IOException {
        byte[] frame = ClientFrame.text("in two parts");

        client.send(RawClient.handshake("/echo"), Arrays.copyOf(frame, 3));
        assertThat(client.readResponse().status()).isEqualTo(101);
        client.send(Arrays.copyOfRange(frame, 3, frame.length));

        client.expectText("in two parts");
    }

    @Test
    void muchMayArriveTogetherWithTheHandshake() throws IOException {
        String text = "x".repeat(60_000);

        client.send(RawClient.handshake("/echo"), ClientFrame.text(text));

        assertThat(client.readResponse().status()).isEqualTo(101);
        client.expectText(text);
    }

    @Test
    void aPageMayBeAskedForInTheSamePiece() throws IOException {
        client.send(
                RawClient.lines("GET /pages/app.js HTTP/1.1", "Host: a"),
                RawClient.handshake("/echo"),
                ClientFrame.text("all at once"));

        assertThat(client.readResponse().status()).isEqualTo(200);
        assertThat(client.readResponse().status()).isEqualTo(101);
        client.expectText("all at once");
    }

    @Test
    void theSubprotocolIsChosenIfItIsOffered() throws IOException {
        var answer =
                answer(
                        RawClient.handshake(
                                "/ws",
                                "Sec-WebSocket-Protocol: chat, switchboard.v1",
                                "Sec-WebSocket-Protocol: mqtt"));

        assertThat(answer.status()).isEqualTo(101);
        assertThat(answer.header("Sec-WebSocket-Protocol")).isEqualTo("switchboard.v1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chat",
                "switchboard.v2",
                "switchboard.v1x",
                "xswitchboard.v1",
                "SWITCHBOARD.V1",
                "Switchboard.v1"
            })
    void noOtherSubprotocolIsChosen(String offered) throws IOException {
        var answer = answer(RawClient.handshake("/ws", "Sec-WebSocket-Protocol: " + offered));

        assertThat(answer.status()).isEqualTo(101);
        assertThat(answer.headers()).doesNotContainKey("Sec-WebSocket-Protocol");
    }

    @Test
    void theSubprotocolIsNotConfirmedWhereNoKindsAreSpoken() throws IOException {
        var answer = answer(RawClient.handshake("/echo", "Sec-WebSocket-Protocol: switchboard.v1"));

        assertThat(answer.status()).isEqualTo(101);
        assertThat(answer.headers()).doesNotContainKey("Sec-WebSocket-Protocol");
    }

    @Test
    void extensionsAreNotSpoken() throws IOException {
        var answer =
                answer(
                        RawClient.handshake(
                                "/ws", "Sec-WebSocket-Extensions: permessage-deflate; x=1"));

        assertThat(answer.status()).isEqualTo(101);
        assertThat(answer.headers()).doesNotContainKey("Sec-WebSocket-Extensions");
    }

    @Test
    void aPageOfTheSameHostMayConnect() throws IOException {
        assertThat(answer(RawClient.handshake("/ws", "Origin: " + over.origin())).status())
                .isEqualTo(101);
    }

    // Turned away

    @ParameterizedTest
    @ValueSource(strings = {"12", "14", "8", "x", ""})
    void anotherVersionIsToldTheRightOne(String version) throws IOException {
        var answer = answer(handshakeBut("Sec-WebSocket-Version: " + version));

        assertRefused(answer, 426);
        assertThat(answer.header("Sec-WebSocket-Version")).isEqualTo("13");
        assertThat(answer.header("Upgrade")).isEqualTo("websocket");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sec-WebSocket-Key:",
                "Sec-WebSocket-Key: c2hvcnQ=",
                "Sec-WebSocket-Key: !!!!!!!!!!!!!!!!!!!!!!==",
                "Content-Length: 3",
                "Transfer-Encoding: chunked",
            })
    void aWrongHandshakeIsRefused(String line) throws IOException {
        assertRefused(answer(handshakeBut(line)), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Connection:", "Connection: close", "Connection: keep-alive"})
    void anUpgradeThatConnectionDoesNotNameIsRefused(String line) throws IOException {
        assertRefused(answer(handshakeBut(line)), 400);
    }

    @Test
    void twoKeysAreRefused() throws IOException {
        assertRefused(
                answer(
                        handshakeBut(
                                "Sec-WebSocket-Key: " + RawClient.KEY,
                                "Sec-WebSocket-Key: " + RawClient.KEY)),
                400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /echo HTTP/1.1",
                "PUT /echo HTTP/1.1",
                "OPTIONS /echo HTTP/1.1",
                "GET /echo HTTP/1.0"
            })
    void onlyGetOfHttp11MayUpgrade(String firstLine) throws IOException {
        String right = new String(RawClient.handshake("/echo"), US_ASCII);

        assertRefused(
                answer(right.replace("GET /echo HTTP/1.1", firstLine).getBytes(US_ASCII)), 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example",
                "null",
                "http://127.0.0.1:1",
                "http://127.0.0.1.evil.example"
            })
    void aPageOfAnotherHostIsForbidden(String origin) throws IOException {
        assertRefused(answer(RawClient.handshake("/echo", "Origin: " + origin)), 403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/ws/", "/ws/x", "/WS", "/echo/", "//ws", "/%77s/x", "/.."})
    void whereNobodySpeaksIsNotFound(String path) throws IOException {
        assertThat(answer(RawClient.handshake(path)).status()).isIn(404, 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws", "/echo"})
    void whoDoesNotUpgradeIsToldTo(String path) throws IOException {
        var answer = answer(RawClient.lines("GET " + path + " HTTP/1.1", "Host: a"));

        assertRefused(answer, 426);
        assertThat(answer.header("Upgrade")).isEqualTo("websocket");
        assertThat(answer.header("Connection")).containsIgnoringCase("upgrade");
        assertThat(answer.header("Sec-WebSocket-Version")).isEqualTo("13");
    }

    @Test
    void whoGotAPageMayComeIn() throws IOException {
        assertThat(answer(RawClient.lines("GET /pages/app.js HTTP/1.1", "Host: a")).status())
                .isEqualTo(200);

        assertThat(answer(RawClient.handshake("/echo")).status()).isEqualTo(101);
    }

    @Test
    void aRefusedRequestEndsTheConnection() throws IOException {
        var answer = answer(RawClient.lines("GET /nothing HTTP/1.1", "Host: a"));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Connection")).isEqualTo("close");
        client.expectEnd();
    }

    @Test
    void aRefusedUpgradeEndsTheConnection() throws IOException {
        var answer = answer(RawClient.handshake("/echo", "Origin: http://evil.example"));

        assertThat(answer.header("Connection")).isEqualTo("close");
        client.expectEnd();
    }

    // Not even HTTP

    @Test
    void headersOverTheLimitAreRefused() throws IOException {
        long before = headerSize();
        assertRefused(answer(RawClient.handshake("/echo", "X-Long: " + "x".repeat(9_000))), 431);
        client.expectEnd();
        assertThat(headerSize()).isEqualTo(before + 1);
    }

    private static long headerSize() {
        return running.count("switchboard_refusals_total{reason=header_size}");
    }

    @Test
    void anAddressOverTheLimitIsRefused() throws IOException {
        long before = headerSize();
        assertRefused(
                answer(RawClient.lines("GET /" + "x".repeat(9_000) + " HTTP/1.1", "Host: a")), 414);
        client.expectEnd();
        assertThat(headerSize()).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no request at all         | HELLO",
                "no such version           | GET /echo HTTP/7.3",
                "no path                   | GET HTTP/1.1",
                "a path that is none       | GET echo HTTP/1.1",
                "a bad escape              | GET /%zz HTTP/1.1",
                "half an escape            | GET /%4 HTTP/1.1",
                "not UTF-8                 | GET /%ff HTTP/1.1",
            })
    void whatIsNotHttpIsRefused(String what, String firstLine) throws IOException {
        var answer = answer(RawClient.lines(firstLine, "Host: a"));

        assertThat(answer.status()).isBetween(400, 505);
        assertRefused(answer, answer.status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: a\r\nHost: b",
                "X-No-Colon",
                "Host: a\r\n folded: x",
                "Host: a\r\nContent-Length: 1\r\nContent-Length: 2",
                "Host: a\r\nX-Null: a\0b",
                "X-No: Host",
            })
    void headersThatBreakTheRulesAreRefused(String headers) throws IOException {
        assertRefused(answer(RawClient.lines("GET /echo HTTP/1.1", headers)), 400);
    }

    @Test
    void whatIsBinaryGarbageIsRefused() throws IOException {
        byte[] garbage = new byte[2_000];
        new Random(1).nextBytes(garbage);

        client.send(garbage, RawClient.lines(""));

        assertThat(client.readResponse().status()).isEqualTo(400);
        client.expectEnd();
    }

    @Test
    void aPasswordInTheAddressIsNotRepeated() throws IOException {
        var answer = answer(RawClient.lines("GET /x?token=sesame HTTP/1.1", "Host: a"));

        assertRefused(answer, 404);
        assertThat(answer.body()).doesNotContain("sesame");
    }
}
