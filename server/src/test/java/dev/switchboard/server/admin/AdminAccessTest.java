// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.switchboard.server.log.LineKinds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Who may do what on the admin port, and what is written down of it. */
class AdminAccessTest {

    @TempDir private Path folder;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ListAppender<ILoggingEvent> audit = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(LineKinds.AUDIT);
    private AdminPort port;
    private AdminServer server;

    @BeforeEach
    void start() throws IOException {
        logger.setLevel(Level.INFO);
        audit.start();
        logger.addAppender(audit);
        port = new AdminPort(folder);
        startWith("");
    }

    @AfterEach
    void close() {
        logger.detachAppender(audit);
        http.shutdownNow();
        server.close();
    }

    @Test
    void aTokenAllowsWhatItsScopesSayFromTheMomentItIsMadeUntilItIsRevoked() throws Exception {
        restartWith("admin.open-on-loopback = false");
        assertThat(status("GET", "/info", "nothing")).isEqualTo(401);
        String ci = make("ci", Scope.READ);
        String ops = make("ops", Scope.READ, Scope.OPERATE);

        assertThat(status("GET", "/info", ci)).isEqualTo(200);
        assertThat(send("POST", "/reload", ci).body())
                .isEqualTo("the token ci does not have the scope operate\n");
        assertThat(status("GET", "/info", ops)).isEqualTo(200);
        assertThat(status("POST", "/reload", ops)).isEqualTo(200);

        port.tokens.revoke("ops");
        assertThat(status("POST", "/reload", ops)).isEqualTo(401);
        assertThat(status("GET", "/info", ci)).isEqualTo(200);
        assertThat(port.orders()).containsExactly("reload");
    }

    @Test
    void aTokenThatHasEndedIsWorthNothing() throws Exception {
        String secret =
                port.tokens.make(
                        "short",
                        Set.of(Scope.OPERATE),
                        port.time.instant(),
                        Optional.of(port.time.instant().plusSeconds(60)));
        port.time.advance(Duration.ofSeconds(59));
        assertThat(status("POST", "/reload", secret)).isEqualTo(200);
        port.time.advance(Duration.ofSeconds(1));
        var answer = send("POST", "/reload", secret);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo("the token short has ended\n");
    }

    @Test
    void onLoopbackReadingNeedsNoTokenUnlessItIsSaidSo() throws Exception {
        make("ci", Scope.READ);
        assertThat(status("GET", "/config")).isEqualTo(200);

        restartWith("admin.open-on-loopback = false");
        assertThat(status("GET", "/config")).isEqualTo(401);
        assertThat(status("GET", "/livez")).isEqualTo(200);
        assertThat(status("GET", "/readyz")).isEqualTo(200);
    }

    @Test
    void elsewhereReadingNeedsATokenAlsoFromLoopback() throws Exception {
        restartWith("admin.host = 0.0.0.0");

        assertThat(status("GET", "/metrics")).isEqualTo(401);
        assertThat(status("GET", "/readyz")).isEqualTo(200);
        assertThat(status("GET", "/metrics", AdminPort.TOKEN)).isEqualTo(200);
    }

    @Test
    void aFileThatOthersMayReadStopsTheStartAndLaterIsWorthNothing() throws Exception {
        String secret = make("ops", Scope.OPERATE);
        assertThat(status("POST", "/reload", secret)).isEqualTo(200);
        Path file = folder.resolve("admin-tokens");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(status("POST", "/reload", secret)).isEqualTo(401);
        assertThat(status("POST", "/reload", AdminPort.TOKEN)).isEqualTo(200);
        try (var second = port.server("")) {
            assertThatThrownBy(second::start).hasMessageContaining("chmod 600 " + file);
        }

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(status("POST", "/reload", secret)).isEqualTo(200);
    }

    @Test
    void wrongTokensAreFewAMinuteAndKeepNobodyOut() throws Exception {
        for (int each = 0; each < FailedTries.MOST; each++) {
            assertThat(status("POST", "/drain", "guess" + each)).isEqualTo(401);
        }
        var answer = send("POST", "/drain", "guess");
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("60");
        assertThat(status("POST", "/reload", AdminPort.TOKEN)).isEqualTo(200);

        port.time.advance(Duration.ofMinutes(1));
        assertThat(status("POST", "/drain", "guess")).isEqualTo(401);
        assertThat(port.orders()).containsExactly("reload");
    }

    @Test
    void aDrainMayBeOrderedOverATimeOfItsOwn() throws Exception {
        String ops = make("ops", Scope.OPERATE);
        assertThat(status("POST", "/drain?window=90s", ops)).isEqualTo(202);
        assertThat(send("POST", "/drain?window=2h", ops).body())
                .contains("window is a time such as 60s, at most 1h");

        assertThat(port.orders()).containsExactly("drain over PT1M30S");
        assertThat(audit.list.getFirst().getKeyValuePairs().toString()).contains("90s");
    }

    @Test
    void anOrderIsWrittenDownWithWhoGaveItAndHowItWent() throws Exception {
        String ops = make("ops", Scope.OPERATE);
        send("POST", "/reload", ops);
        port.ledger.valid = false;
        send("POST", "/reload", AdminPort.TOKEN);
        send("POST", "/drain?at=once", ops);
        send("GET", "/info", ops);

        assertThat(audit.list)
                .extracting(ILoggingEvent::getMessage, line -> line.getKeyValuePairs().toString())
                .containsExactly(
                        tuple(
                                "an order was carried out",
                                "[who=\"ops\", from=\"127.0.0.1\", order=\"POST /reload\", status=\"200\"]"),
                        tuple(
                                "an order was not carried out",
                                "[who=\"admin.token\", from=\"127.0.0.1\", order=\"POST /reload\", status=\"422\"]"),
                        tuple(
                                "an order was not carried out",
                                "[who=\"ops\", from=\"127.0.0.1\", order=\"POST /drain\", status=\"400\"]"));
        assertThat(port.orders()).containsExactly("reload", "reload");
    }

    @Test
    void aRefusedTryIsWrittenDownAsALineThatStrangersCause() throws Exception {
        String ci = make("ci", Scope.READ);
        status("POST", "/drain");
        status("POST", "/drain", "guess");
        status("POST", "/drain", ci);

        assertThat(audit.list)
                .hasSize(3)
                .allSatisfy(line -> {
                    assertThat(line.getLevel()).isEqualTo(Level.WARN);
                    assertThat(line.getMarkerList()).contains(LineKinds.BY_STRANGERS);
                    assertThat(line.getKeyValuePairs().toString())
                            .contains("from=\"127.0.0.1\"", "request=\"POST /drain\"")
                            .doesNotContain("guess");
                });
        assertThat(audit.list.getLast().getKeyValuePairs().toString())
                .contains("the token ci does not have the scope operate");
    }

    /** The browser asks first whether the page may send such a header, and hears nothing of it. */
    @Test
    void aPageOfAnotherOriginGetsNoLeaveToOrder() throws Exception {
        var preflight =
                request("OPTIONS", "/drain")
                        .header("Access-Control-Request-Method", "POST")
                        .header("Access-Control-Request-Headers", "authorization")
                        .build();
        var answer = http.send(preflight, BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"));
        assertThat(answer.headers().firstValue("Cross-Origin-Resource-Policy"))
                .contains("same-origin");
        assertThat(status("POST", "/drain")).isEqualTo(401);
        assertThat(port.orders()).isEmpty();
    }

    @Test
    void namesThatItIsKnownByAreTaken() throws Exception {
        restartWith("admin.names = [switch-1.example.org]");
        assertThat(hosted("switch-1.example.org")).startsWith("HTTP/1.1 200 ");
        assertThat(hosted("Switch-1.Example.org:8081")).startsWith("HTTP/1.1 200 ");
        assertThat(hosted("evil.example.org")).startsWith("HTTP/1.1 421 ");
    }

    private String hosted(String host) throws IOException {
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), URI.create(server.url()).getPort())) {
            String request =
                    "GET /livez HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private void startWith(String settings) throws IOException {
        server = port.server(settings);
        server.start();
    }

    private void restartWith(String settings) throws IOException {
        server.close();
        startWith(settings);
    }

    private String make(String name, Scope... scopes) throws IOException {
        return port.tokens.make(name, Set.of(scopes), port.time.instant(), Optional.empty());
    }

    private int status(String method, String path) throws Exception {
        return http.send(request(method, path).build(), BodyHandlers.ofString()).statusCode();
    }

    private int status(String method, String path, String token) throws Exception {
        return send(method, path, token).statusCode();
    }

    private HttpResponse<String> send(String method, String path, String token) throws Exception {
        return http.send(
                request(method, path).header("Authorization", "Bearer " + token).build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String method, String path) {
        return HttpRequest.newBuilder(URI.create(server.url() + path))
                .method(method, BodyPublishers.noBody());
    }
}
