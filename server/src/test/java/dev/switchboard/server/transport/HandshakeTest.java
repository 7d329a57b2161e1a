// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest {

    private static final List<String> RIGHT =
            List.of(
                    "Host: a",
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");

    private static RequestReader requests;

    @BeforeAll
    static void start() throws Exception {
        requests = new RequestReader();
    }

    @AfterAll
    static void stop() throws Exception {
        requests.stop();
    }

    private static Optional<HttpRefusal> check(String firstLine, List<String> headers)
            throws Exception {
        return requests.ask(
                firstLine,
                request -> Optional.ofNullable(Handshake.check(request)),
                headers.toArray(String[]::new));
    }

    private static Optional<HttpRefusal> check(List<String> headers) throws Exception {
        return check("GET /ws HTTP/1.1", headers);
    }

    /** The right headers, but with these lines in the place of those of the same name. */
    private static List<String> but(String... lines) {
        List<String> headers = new ArrayList<>(RIGHT);
        for (String line : lines) {
            String name = line.substring(0, line.indexOf(':') + 1);
            headers.removeIf(header -> header.startsWith(name));
        }
        headers.addAll(List.of(lines));
        return headers;
    }

    private static List<String> without(String name) {
        return RIGHT.stream().filter(header -> !header.startsWith(name + ":")).toList();
    }

    @Test
    void aHandshakeIsTaken() throws Exception {
        assertThat(check(RIGHT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection: keep-alive, Upgrade",
                "Connection: upgrade",
                "Upgrade: WebSocket",
                "Sec-WebSocket-Version:  13 ",
                "Sec-WebSocket-Key:  dGhlIHNhbXBsZSBub25jZQ== ",
                "Content-Length: 0",
            })
    void itMayBeSpelledDifferently(String line) throws Exception {
        assertThat(check(but(line))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /ws HTTP/1.1",
                "HEAD /ws HTTP/1.1",
                "PUT /ws HTTP/1.1",
                "GET /ws HTTP/1.0",
            })
    void onlyGetOfHttp11IsAHandshake(String firstLine) throws Exception {
        assertThat(check(firstLine, RIGHT)).contains(HttpRefusal.BAD_HANDSHAKE);
    }

    @Test
    void aMissingKeyIsABadHandshake() throws Exception {
        assertThat(check(without("Sec-WebSocket-Key"))).contains(HttpRefusal.BAD_HANDSHAKE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sec-WebSocket-Key: ",
                "Sec-WebSocket-Key: c2hvcnQ=",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZTE3",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZTE3YnM=",
                "Sec-WebSocket-Key: not base64, not at all !",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==, dGhlIHNhbXBsZSBub25jZQ==",
            })
    void aWrongKeyIsABadHandshake(String line) throws Exception {
        assertThat(check(but(line))).contains(HttpRefusal.BAD_HANDSHAKE);
    }

    @Test
    void twoKeysAreABadHandshake() throws Exception {
        assertThat(
                        check(
                                but(
                                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")))
                .contains(HttpRefusal.BAD_HANDSHAKE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "8", "14", "0", "", "thirteen", "13, 8", "13.0"})
    void anotherVersionIsNotSpoken(String version) throws Exception {
        assertThat(check(but("Sec-WebSocket-Version: " + version)))
                .contains(HttpRefusal.NOT_WEBSOCKET);
    }

    @Test
    void noVersionIsNotSpokenEither() throws Exception {
        assertThat(check(without("Sec-WebSocket-Version"))).contains(HttpRefusal.NOT_WEBSOCKET);
    }

    /** What follows a handshake is frames; a body would be taken for them. */
    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 5", "Transfer-Encoding: chunked"})
    void aHandshakeHasNoBody(String line) throws Exception {
        assertThat(check(but(line))).contains(HttpRefusal.BAD_HANDSHAKE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Upgrade: websocket        | true",
                "Upgrade: WEBSOCKET        | true",
                "Upgrade: h2c, websocket   | true",
                "Upgrade: websocketx       | false",
                "X-Upgrade: websocket      | false",
            })
    void onlyWhoAsksForAWebSocketWantsOne(String line, boolean isWanted) throws Exception {
        boolean answer = requests.ask(Handshake::isWanted, "Host: a", "Connection: Upgrade", line);

        assertThat(answer).isEqualTo(isWanted);
    }
}
