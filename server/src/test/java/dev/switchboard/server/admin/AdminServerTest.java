// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.health.HealthCheck;
import com.codahale.metrics.health.HealthCheckRegistry;
import dev.switchboard.server.metrics.Meters;
import dev.switchboard.server.time.VirtualTime;
import dev.switchboard.support.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminServerTest {

    /** Less than it takes until Jetty ends a connection that sends nothing. */
    private static final int PATIENCE_MILLIS = 8_000;

    private static final String TOKEN = "Authorization: Bearer s3cret\r\n";

    @TempDir private Path folder;
    private AdminPort port;
    private Ledger ledger;
    private HealthCheckRegistry checks;
    private VirtualTime time;
    private Meters meters;
    private AdminServer server;

    @BeforeEach
    void start() throws IOException {
        port = new AdminPort(folder);
        ledger = port.ledger;
        checks = port.checks;
        time = port.time;
        meters = port.meters;
        server = port.server("");
        server.start();
    }

    @AfterEach
    void close() {
        server.close();
        checks.shutdown();
    }

    @Test
    void isAliveWhileItAnswers() throws IOException {
        assertThat(get("/livez")).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\nalive\n");
    }

    @Test
    void saysWhetherItIsReadyAndIfNotWhy() throws IOException {
        assertThat(get("/readyz")).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\nready\n");
        ledger.unready = Optional.of("draining");
        assertThat(get("/readyz")).startsWith("HTTP/1.1 503 ").endsWith("\r\n\r\ndraining\n");
    }

    @Test
    void saysWhoMayDoWhat() throws IOException {
        assertThat(get("/may?action=chat"))
                .endsWith("\r\n\r\nyes, Optional.empty chat Optional.empty\n");
        assertThat(get("/may?action=join&room=team-7.x&user=ann&rooms=team-7.*:r,news"))
                .contains(
                        "Optional[Identity[user=ann, grants=Optional[[Grant[actions=[join],"
                                + " rooms=team-7.*], Grant[actions=[",
                        "], rooms=news]]], ",
                        "join Optional[team-7.x]\n");
        assertThat(get("/may?user=ann"))
                .startsWith("HTTP/1.1 400 ")
                .endsWith("\r\n\r\nthe parameter action is missing\n");
        assertThat(get("/may?user=%20&action=chat"))
                .startsWith("HTTP/1.1 400 ")
                .endsWith("\r\n\r\nthe name of a user has 1 to 256 characters\n");
    }

    @Test
    void healthIsUnavailableWhenACheckFails() throws IOException {
        checks.register(
                "disk",
                new HealthCheck() {
                    @Override
                    protected Result check() {
                        return Result.unhealthy("full");
                    }
                });
        assertThat(get("/health"))
                .startsWith("HTTP/1.1 503 ")
                .contains("Content-Type: application/json\r\n")
                .contains("\"disk\" : {\n      \"healthy\" : false,\n      \"message\" : \"full\"");
    }

    @Test
    void showsMetricsInfoPluginsAndConfiguration() throws IOException {
        meters.counter("x_total", "X.").inc();
        assertThat(get("/metrics")).startsWith("HTTP/1.1 200 ").endsWith("\nx_total 1\n");
        assertThat(get("/info"))
                .contains("\"version\" : \"1.2\"")
                .contains("\"clients\" : 7")
                .contains("\"java\" : \"" + Runtime.version() + "\"")
                .contains("\"uptime_seconds\" : ");
        assertThat(get("/plugins")).endsWith("\r\n\r\nchat\n");
        assertThat(get("/config")).endsWith("\r\n\r\nport = 1\n");
    }

    @Test
    void showsWhoCausesTheLoad() throws IOException {
        ledger.measured = CompletableFuture.completedStage(TopReports.busy());
        assertThat(get("/top"))
                .startsWith("HTTP/1.1 200 ")
                .contains("\"cost_per_second\" : 102000.0")
                .contains("\"held\" : [ \"debt\", \"topic\", \"rate\" ]")
                .contains("\"topic\" : \"room r19\"")
                .doesNotContain("\"topic\" : \"room r20\"");
        assertThat(ledger.asked).isEqualTo(Duration.ofSeconds(1));
        assertThat(get("/top?seconds=3&n=2"))
                .contains("\"topic\" : \"room r1\"")
                .doesNotContain("\"topic\" : \"room r2\"");
        assertThat(ledger.asked).isEqualTo(Duration.ofSeconds(3));
        assertThat(get("/top?format=text&columns=120&lines=16"))
                .contains("Content-Type: text/plain; charset=utf-8\r\n")
                .contains("\r\n\r\n5,012 clients, held: debt 12, topic 5\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "seconds=0",
                "seconds=5",
                "seconds=x",
                "n=101",
                "n=",
                "n=-1",
                "columns=99999999999",
                "format=xml",
                "n=%zz",
                "n=%ff",
                "n=1&n=2"
            })
    void aQuestionThatMakesNoSenseIsRefused(String query) throws IOException {
        assertThat(get("/top?" + query)).startsWith("HTTP/1.1 400 ");
        assertThat(ledger.asked).isZero();
    }

    /**
     * More than there are threads wait for a measurement, and the others are answered meanwhile.
     */
    @Test
    void whoWaitsForAMeasurementKeepsNoThread() throws Exception {
        var measured = new CompletableFuture<TopReport>();
        ledger.measured = measured;
        var waiting = new ArrayList<Socket>();
        for (int n = 0; n < 30; n++) {
            var socket = connect();
            String request = "GET /top HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(UTF_8));
            waiting.add(socket);
        }
        assertThat(get("/livez")).startsWith("HTTP/1.1 200 ");
        measured.complete(TopReports.QUIET);
        for (var socket : waiting) {
            try (socket) {
                assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                        .startsWith("HTTP/1.1 200 ");
            }
        }
    }

    @Test
    void aMeasurementThatFailsIsAnError() throws IOException {
        ledger.measured = CompletableFuture.failedStage(new IllegalStateException("on purpose"));
        assertThat(get("/top")).startsWith("HTTP/1.1 500 ").doesNotContain("purpose");
    }

    @Test
    void listsAllThereIsToAskFor() throws IOException {
        String page = get("/");
        assertThat(page)
                .contains("Content-Type: text/html; charset=utf-8\r\n")
                .contains("default-src 'none'")
                .contains("<a href=\"/health\">")
                .contains("<b>POST</b> <span>/drain</span>")
                .doesNotContain("<!-- endpoints -->");
        Matcher links = Pattern.compile("href=\"(/[a-z]+)\"").matcher(page);
        int count = 0;
        while (links.find()) {
            assertThat(get(links.group(1))).startsWith("HTTP/1.1 200 ");
            count++;
        }
        assertThat(count).isEqualTo(9);
    }

    @Test
    void headGetsTheSameWithoutTheBody() throws IOException {
        assertThat(ask("HEAD /readyz", ""))
                .startsWith("HTTP/1.1 200 ")
                .contains("Content-Length: 6\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    void ordersAreCarriedOutForWhoeverKnowsTheToken() throws IOException {
        assertThat(ask("POST /reload", "Authorization: Bearer s3cret\r\nContent-Length: 0\r\n"))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("\r\n\r\nchanged: port\n");
        assertThat(ask("POST /drain", TOKEN)).startsWith("HTTP/1.1 202 ");
        assertThat(ledger.orders).containsExactly("reload", "drain");
    }

    @Test
    void aRefusedReloadSaysWhatIsWrong() throws IOException {
        ledger.valid = false;
        assertThat(ask("POST /reload", TOKEN))
                .startsWith("HTTP/1.1 422 ")
                .endsWith("\r\n\r\nline 3 is wrong\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Authorization: Bearer guess\r\n",
                "Authorization: Basic s3cret\r\n",
                "Authorization: Bearer guess\r\nAuthorization: Bearer s3cret\r\n"
            })
    void ordersAreRefusedToEverybodyElse(String headers) throws IOException {
        for (String order : new String[] {"POST /drain", "POST /reload"}) {
            assertThat(ask(order, headers))
                    .startsWith("HTTP/1.1 401 ")
                    .contains("WWW-Authenticate: Bearer\r\n");
        }
        assertThat(ledger.orders).isEmpty();
    }

    @Test
    void aPageOfAStrangersDomainReadsNothing() throws IOException {
        assertThat(
                        raw(
                                "GET /info HTTP/1.1\r\nHost: evil.example:8081\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421 ")
                .doesNotContain("version");
        assertThat(
                        raw(
                                "GET http://evil.example/info HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"))
                .doesNotContain("\"version\"");
        assertThat(raw("GET /info HTTP/1.1\r\nHost: localhost:1\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void otherMethodsAreToldWhichToUse() throws IOException {
        assertThat(ask("DELETE /info", ""))
                .startsWith("HTTP/1.1 405 ")
                .contains("Allow: GET, HEAD\r\n");
        assertThat(ask("GET /drain", "Authorization: Bearer s3cret\r\n"))
                .startsWith("HTTP/1.1 405 ")
                .contains("Allow: POST\r\n");
        assertThat(ledger.orders).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/info/", "//info", "/INFO"})
    void whatIsNotThereIsNotFound(String path) throws IOException {
        assertThat(get(path)).matches("(?s)HTTP/1.1 40[04] .*");
    }

    @Test
    void largeRequestsAreRefused() throws IOException {
        assertThat(ask("GET /info", "X: " + "x".repeat(5000) + "\r\n"))
                .startsWith("HTTP/1.1 431 ")
                .doesNotContainIgnoringCase("jetty");
        assertThat(
                        raw(
                                "POST /reload HTTP/1.1\r\nHost: localhost\r\n"
                                        + "Authorization: Bearer s3cret\r\nConnection: close\r\n"
                                        + "Content-Length: 2000\r\n\r\n"
                                        + "x".repeat(2000)))
                .startsWith("HTTP/1.1 413 ");
        assertThat(ledger.orders).isEmpty();
    }

    @Test
    void nothingTellsWhatItIsMadeOf() throws IOException {
        for (String answer :
                new String[] {
                    get("/livez"), get("/nothing"), raw("NONSENSE\r\n\r\n"), ask("GET /%00", "")
                }) {
            assertThat(answer).doesNotContainIgnoringCase("jetty").doesNotContain("Server:");
        }
    }

    @Test
    void whatGoesWrongInsideStaysInside() throws IOException {
        ledger.broken = true;
        assertThat(get("/plugins"))
                .startsWith("HTTP/1.1 500 ")
                .doesNotContain("on purpose")
                .contains("the log says why");
    }

    @Test
    void isNotAliveWhileSomethingIsStuck() throws IOException {
        assertThat(get("/livez")).startsWith("HTTP/1.1 200").endsWith("alive\n");

        ledger.stuck = Optional.of("lane-0 has not come round for 10 s");

        assertThat(get("/livez"))
                .startsWith("HTTP/1.1 503")
                .endsWith("lane-0 has not come round for 10 s\n");
    }

    /** More than there are places; each would keep its own for as long as it sends a byte. */
    @Test
    void manySlowRequestsDoNotKeepItFromAnswering() throws IOException {
        int before = time.waiting();
        var slow = new ArrayList<Socket>();
        for (int n = 0; n < 80; n++) {
            var socket = connect();
            socket.getOutputStream().write('G');
            slow.add(socket);
        }
        Await.until(() -> time.waiting() - before == 64);
        time.advance(Duration.ofSeconds(5));

        Await.until("it answers, once the slow ones are gone", this::isAlive);
        for (var socket : slow) {
            socket.close();
        }
    }

    @Test
    void whoIsToldToHurryClosesItAllTheSame() {
        Thread.currentThread().interrupt();
        server.close();

        assertThat(Thread.interrupted()).as("still in a hurry").isTrue();
    }

    @Test
    void anAddressThatIsTakenIsNamed() {
        int taken = URI.create(server.url()).getPort();
        AdminServer second = port.server("admin.port = " + taken);
        assertThatThrownBy(second::start)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "the admin cannot listen on 127.0.0.1:"
                                + taken
                                + " (admin.host, admin.port)")
                .hasMessageContaining("in use");
    }

    /** Whoever comes in the moment in which there is no place is turned away, and asks again. */
    private boolean isAlive() throws IOException {
        try {
            return get("/livez").startsWith("HTTP/1.1 200");
        } catch (SocketException turnedAway) {
            return false;
        }
    }

    private String get(String path) throws IOException {
        return ask("GET " + path, "");
    }

    private String ask(String what, String headers) throws IOException {
        return raw(
                what + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n");
    }

    private Socket connect() throws IOException {
        var socket =
                new Socket(InetAddress.getLoopbackAddress(), URI.create(server.url()).getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private String raw(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
