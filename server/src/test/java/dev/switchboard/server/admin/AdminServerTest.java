// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.health.HealthCheck;
import com.codahale.metrics.health.HealthCheckRegistry;
import dev.switchboard.server.config.AdminSettings;
import dev.switchboard.server.metrics.Meters;
import dev.switchboard.server.time.VirtualTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminServerTest {

    private final Ledger ledger = new Ledger();
    private final HealthCheckRegistry checks = new HealthCheckRegistry();
    private final Meters meters = new Meters(new VirtualTime());
    private final AdminServer server = server(0);

    @BeforeEach
    void start() throws IOException {
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
        assertThat(count).isEqualTo(7);
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
        assertThat(ask("POST /drain", "Authorization: Bearer s3cret\r\n"))
                .startsWith("HTTP/1.1 202 ");
        assertThat(ledger.orders).containsExactly("reload", "drain");
    }

    @Test
    void aRefusedReloadSaysWhatIsWrong() throws IOException {
        ledger.valid = false;
        assertThat(ask("POST /reload", "Authorization: Bearer s3cret\r\n"))
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

    @Test
    void whoIsToldToHurryClosesItAllTheSame() {
        Thread.currentThread().interrupt();
        server.close();

        assertThat(Thread.interrupted()).as("still in a hurry").isTrue();
    }

    @Test
    void anAddressThatIsTakenIsNamed() {
        int taken = URI.create(server.url()).getPort();
        AdminServer second = server(taken);
        assertThatThrownBy(second::start)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "the admin cannot listen on 127.0.0.1:"
                                + taken
                                + " (admin.host, admin.port)")
                .hasMessageContaining("in use");
    }

    private AdminServer server(int port) {
        return new AdminServer(
                new AdminSettings(true, "127.0.0.1", port, false, Duration.ofSeconds(10)),
                "s3cret",
                ledger,
                meters,
                checks,
                new VirtualTime());
    }

    private String get(String path) throws IOException {
        return ask("GET " + path, "");
    }

    private String ask(String what, String headers) throws IOException {
        return raw(
                what + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n");
    }

    private String raw(String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), URI.create(server.url()).getPort())) {
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    /** A switch that only writes down what it was told. */
    private static final class Ledger implements Operations {

        private volatile Optional<String> unready = Optional.empty();
        private volatile Optional<String> stuck = Optional.empty();
        private volatile boolean valid = true;
        private volatile boolean broken;
        private final Queue<String> orders = new ConcurrentLinkedQueue<>();

        @Override
        public Optional<String> stuck() {
            return stuck;
        }

        @Override
        public Optional<String> unready() {
            return unready;
        }

        @Override
        public Map<String, ?> info() {
            return Map.of("version", "1.2", "clients", 7);
        }

        @Override
        public String plugins() {
            if (broken) {
                throw new IllegalStateException("on purpose");
            }
            return "chat";
        }

        @Override
        public String configuration() {
            return "port = 1";
        }

        @Override
        public Outcome reload() {
            orders.add("reload");
            return valid
                    ? new Outcome(true, "changed: port")
                    : new Outcome(false, "line 3 is wrong");
        }

        @Override
        public Outcome drain() {
            orders.add("drain");
            return new Outcome(true, "draining");
        }
    }
}
