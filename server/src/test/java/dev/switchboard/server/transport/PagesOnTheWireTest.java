// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.RunningSwitch;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What plugins let browsers read, and nothing else. */
class PagesOnTheWireTest {

    private static final String OUTSIDE = "this lies outside";

    private static RunningSwitch running;

    private RawClient client;

    @BeforeAll
    static void start() throws Exception {
        running =
                RunningSwitch.with(
                        "gate.per-address.new-connections = 100000/s",
                        context -> {
                            context.files("/", "dev/switchboard/server/transport/pages");
                            context.files(
                                    "/more/", "dev/switchboard/server/transport/pages/deeper");
                        });
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @BeforeEach
    void connect() throws IOException {
        client = RawClient.connect(running.port());
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
    }

    private HttpAnswer get(String path) throws IOException {
        client.send(RawClient.lines("GET " + path + " HTTP/1.1", "Host: a"));
        return client.readResponse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/                 | text/html;charset=utf-8          | front",
                "/index.html       | text/html;charset=utf-8          | front",
                "/?x=1             | text/html;charset=utf-8          | front",
                "/app.js           | text/javascript;charset=utf-8    | answer = 42",
                "/deeper/data.json | application/json;charset=utf-8   | {\"answer\":42}",
                "/more/data.json   | application/json;charset=utf-8   | {\"answer\":42}",
                "/LICENSE          | application/octet-stream         | no extension",
                "/%61pp.js         | text/javascript;charset=utf-8    | answer = 42",
            })
    void aFileIsServedWithItsType(String path, String type, String content) throws IOException {
        var answer = get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo(type);
        assertThat(answer.body()).contains(content);
    }

    /** As many as fit into a head; each of them was once a call on the selector's stack. */
    @Test
    void aPathOfThousandsOfFoldersIsNotFound() throws IOException {
        assertThat(get("/" + "a/".repeat(3_000) + "a").status()).isEqualTo(404);
    }

    @Test
    void aPageIsKeptToItself() throws IOException {
        var answer = get("/");

        assertThat(answer.header("Content-Security-Policy"))
                .contains("default-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.headers()).doesNotContainKeys("Server", "X-Powered-By", "Set-Cookie");
    }

    @Test
    void headTellsTheSameWithoutTheFile() throws IOException {
        var got = get("/app.js");

        client.send(RawClient.lines("HEAD /app.js HTTP/1.1", "Host: a"));

        assertThat(client.readHead().headers()).isEqualTo(got.headers());
        assertThat(get("/app.js").body()).as("the next answer").contains("answer");
    }

    private HttpAnswer ask(String method, String tags) throws IOException {
        client.send(
                RawClient.lines(method + " /app.js HTTP/1.1", "Host: a", "If-None-Match: " + tags));
        return client.readHead();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "W/%s", "\"other\", %s", "*"})
    void aFileThatTheBrowserHasIsNotSentAgain(String tags) throws IOException {
        var first = get("/app.js");

        for (String method : new String[] {"GET", "HEAD"}) {
            var second = ask(method, tags.formatted(first.header("ETag")));
            assertThat(second.status()).isEqualTo(304);
            assertThat(second.header("ETag")).isNotEmpty();
            assertThat(second.header("Cache-Control")).isEqualTo("no-cache");
            assertThat(second.headers()).isEqualTo(first.headers());
        }
        assertThat(get("/app.js").body()).as("the next answer").contains("answer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"other\"", "W/\"other\"", "", "garbage", "%s-"})
    void aFileThatHasChangedIsSent(String tags) throws IOException {
        var first = get("/app.js");

        client.send(
                RawClient.lines(
                        "GET /app.js HTTP/1.1",
                        "Host: a",
                        "If-None-Match: " + tags.formatted(first.header("ETag"))));

        var second = client.readResponse();
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE"})
    void filesAreOnlyRead(String method) throws IOException {
        client.send(RawClient.lines(method + " /app.js HTTP/1.1", "Host: a", "Content-Length: 0"));

        var answer = client.readResponse();
        assertThat(answer.status()).isBetween(400, 499);
        assertThat(answer.body()).doesNotContain("answer = 42");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/nothing", "/deeper", "/deeper/", "/more/app.js", "/app.js/", "/APP.JS"})
    void whatIsNotThereIsNotFound(String path) throws IOException {
        var answer = get(path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).startsWith("text/plain");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../outside.txt",
                "/../../outside.txt",
                "/./../outside.txt",
                "/deeper/../../outside.txt",
                "/more/../../outside.txt",
                "/more/../outside.txt",
                "/%2e%2e/outside.txt",
                "/%2E%2E/outside.txt",
                "/.%2e/outside.txt",
                "/..%2foutside.txt",
                "/..%2Foutside.txt",
                "/%2e%2e%2foutside.txt",
                "/%252e%252e/outside.txt",
                "/..%5coutside.txt",
                "/..\\outside.txt",
                "/..;/outside.txt",
                "/;/../outside.txt",
                "//outside.txt",
                "//../outside.txt",
                "/deeper//../../outside.txt",
                "/%2foutside.txt",
                "/app.js/../../outside.txt",
                "/..%00/outside.txt",
                "/app.js%00.html",
                "/.hidden",
                "/%2ehidden",
                "/deeper/.",
                "/%c0%ae%c0%ae/outside.txt",
                "/file:/etc/passwd",
                "/jar:file:x!/outside.txt",
                "http://a/../outside.txt",
                "http://a/%2e%2e/outside.txt",
            })
    void thereIsNoWayOut(String path) throws IOException {
        var answer = get(path);

        assertThat(answer.status()).isBetween(400, 499);
        assertThat(answer.body()).doesNotContain(OUTSIDE, "root:", "hidden");
    }

    @Test
    void aPathOfWebSocketsIsNoFile() throws IOException {
        assertThat(get("/ws").status()).isEqualTo(426);
    }
}
