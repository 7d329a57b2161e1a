// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.switchboard.distribution.Tarball;
import dev.switchboard.distribution.UnpackedSwitch;
import dev.switchboard.support.Await;
import dev.switchboard.support.TestBackend;
import java.io.IOException;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plugin {@code auth-http} and a backend that answers well, badly, or not at all. */
class AuthHttpIT {
    private static final int FAILURES = 3;
    private static final String SECRET = "the-secret-of-the-switch";
    private static final String ANN = "the-token-of-ann";
    private static final String BOB = "the-token-of-bob";
    private static final String STRANGER = "a-token-of-somebody-else-";

    @AutoClose private final UnpackedSwitch unpacked = UnpackedSwitch.of(Tarball.WITH_JAVA);
    @AutoClose private TestBackend backend = new TestBackend();

    /** Whether a question was refused since nobody could be asked. */
    private static final String UNAVAILABLE = "\"code\":\"unavailable\"";

    private void start(String configuration, String... settings) throws Exception {
        Files.writeString(
                unpacked.home().resolve("conf/plugins.d/auth-http.conf"),
                """
                connect-url = "%s"
                join-url = "%s"
                publish-url = "%s"
                secret-file = "%s"
                breaker { failures = %d, rest = 1s }
                cache { time = 1h, refusal-time = 0s }
                """
                                .formatted(
                                        backend.url("/connect"),
                                        backend.url("/join"),
                                        backend.url("/publish"),
                                        unpacked.secretFile("backend.secret", SECRET),
                                        FAILURES)
                        + String.join("\n", settings));
        unpacked.configured("auth.failures-per-address = 1000000/s\n" + configuration);
        unpacked.start();
    }

    /** Ann may do everything, bob may be in the room, and nobody else is known. */
    private static void answer(HttpExchange exchange, String json) throws IOException {
        boolean isAnn = json.contains(ANN) || json.contains("\"user\":\"ann\"");
        boolean isBob = json.contains(BOB) || json.contains("\"user\":\"bob\"");
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/connect")) {
            String user = isAnn ? "ann" : "bob";
            int status = isAnn || isBob ? 200 : 401;
            TestBackend.answer(exchange, status, "{\"user\":\"" + user + "\"}");
        } else {
            boolean may = json.contains("\"board") && (isAnn || path.equals("/join"));
            TestBackend.answer(exchange, 200, "{\"allow\":" + may + "}");
        }
    }

    private static String join(Talker who, String room) throws Exception {
        return who.ask("{\"msg_type\":\"join_room\",\"room\":\"" + room + "\",\"id\":%s}");
    }

    private static String say(Talker who, String text) throws Exception {
        return who.ask(
                "{\"msg_type\":\"room_message\",\"room\":\"board\",\"content\":\""
                        + text
                        + "\",\"id\":%s}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void theBackendSaysWhoComesInAndWhatItMay(String scheme) throws Exception {
        if (scheme.equals("https")) {
            var certificate = new Certificate(unpacked.above());
            backend.close();
            backend = TestBackend.secure(certificate.serving());
            Files.writeString(
                    unpacked.home().resolve("conf/jvm.options.d/backend.options"),
                    "-Djavax.net.ssl.trustStore=%s\n-Djavax.net.ssl.trustStorePassword=sesame\n"
                            .formatted(certificate.truststore("sesame")));
        }
        backend.does(AuthHttpIT::answer);
        start("auth.required = true", "timeout = 10s");

        try (var ann = Talker.at(unpacked.websocket());
                var bob = shows("Authorization", "Bearer " + BOB);
                var cookie = shows("Cookie", "session=" + ANN);
                var eve = Talker.at(unpacked.websocket())) {
            assertThat(ann.login(ANN)).contains("\"user\":\"ann\"");
            assertThat(bob.ask("{\"msg_type\":\"hello\",\"id\":%s}")).contains("\"user\":\"bob\"");
            assertThat(cookie.ask("{\"msg_type\":\"hello\",\"id\":%s}"))
                    .contains("\"user\":\"ann\"");
            assertThat(eve.login(STRANGER)).contains("\"code\":\"bad_token\"");
            assertThat(refusal(STRANGER)).isEqualTo(401);

            assertThat(join(ann, "board")).contains("\"ok\"");
            assertThat(join(bob, "board")).contains("\"ok\"");
            assertThat(join(bob, "vault")).contains("\"code\":\"forbidden\"");
            assertThat(say(ann, "from ann")).contains("\"ok\"");
            assertThat(bob.hear("room_message")).contains("from ann");
            assertThat(say(bob, "from bob")).contains("\"code\":\"forbidden\"");
        }
        assertThat(backend.asked())
                .allSatisfy(asked ->
                        assertThat(asked.header("Authorization")).isEqualTo("Bearer " + SECRET))
                .anySatisfy(asked -> assertThat(asked.json()).contains(ANN, "127.0.0.1"))
                .anySatisfy(asked -> assertThat(asked.json()).contains("\"action\":\"publish\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hangs", "fails", "lies", "redirects", "talks too much", "is down"})
    void whoIsKnownGoesOnWhileTheBackend(String way) throws Exception {
        backend.does(AuthHttpIT::answer);
        start("", "timeout = 3s");
        try (var ann = shows("Authorization", "Bearer " + ANN);
                var bob = shows("Authorization", "Bearer " + BOB);
                var stranger = Talker.at(unpacked.websocket())) {
            assertThat(join(ann, "board")).contains("\"ok\"");
            assertThat(join(bob, "board")).contains("\"ok\"");
            assertThat(say(ann, "before")).contains("\"ok\"");

            breakIt(way);
            assertNobodyIsAnswered();
            assertThat(isOpen("connect")).isTrue();
            assertThat(isOpen("join")).isTrue();
            int before = backend.asked().size();
            assertThat(refusal(STRANGER)).isEqualTo(503);

            assertThat(say(ann, "all the same")).contains("\"ok\"");
            assertThat(bob.hear("all the same")).contains("room_message");
            try (var again = shows("Authorization", "Bearer " + ANN)) {
                assertThat(join(again, "board")).contains("\"ok\"");
            }
            assertThat(isOpen("publish")).as("it was not asked").isFalse();
            assertThat(backend.asked()).noneMatch(asked -> asked.path().equals("/elsewhere"));
            assertThat(unpacked.log()).contains("connect: the backend is not asked for");

            mend(way);
            Await.until(
                    "the backend is asked again",
                    () -> stranger.login(STRANGER).contains("\"code\":\"bad_token\""));
            Await.until("the same for rooms", () -> join(bob, "board-9").contains("\"ok\""));
            assertThat(backend.asked().size()).isGreaterThan(way.equals("is down") ? 0 : before);
            assertThat(isOpen("connect")).isFalse();
            assertThat(isOpen("join")).isFalse();
            assertThat(unpacked.log()).contains("connect: the backend answers again");
        }
    }

    /** As many failures as open the breakers, all at once: each may take its time. */
    private void assertNobodyIsAnswered() throws Exception {
        List<Talker> crowd = Talker.crowd(unpacked.websocket(), 2 * FAILURES);
        try {
            for (int n = 0; n < FAILURES; n++) {
                crowd.get(2 * n)
                        .say(
                                "{\"msg_type\":\"auth\",\"id\":1,\"token\":\"%s%d\"}"
                                        .formatted(STRANGER, n));
                crowd.get(2 * n + 1)
                        .say("{\"msg_type\":\"join_room\",\"id\":1,\"room\":\"board\"}");
            }
            for (Talker each : crowd) {
                assertThat(each.hear("\"id\":1")).contains(UNAVAILABLE);
            }
        } finally {
            crowd.forEach(Talker::close);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"when-down = allow", "when-down = deny", ""})
    void whatIsDeclaredHoldsWhileNobodyCanBeAsked(String setting) throws Exception {
        start(setting.isEmpty() ? "rights.unanswered = allow" : "", setting);
        backend.shut();
        try (var nobody = Talker.at(unpacked.websocket())) {
            assertThat(join(nobody, "board"))
                    .contains(setting.endsWith("deny") ? "\"code\":\"forbidden\"" : "\"ok\"");
        }
    }

    private void breakIt(String way) {
        switch (way) {
            case "hangs" -> backend.hangs();
            case "fails" -> backend.answers(500, STRANGER + " failed, says " + SECRET);
            case "lies" -> backend.answers("{\"user\":\"ann\",\"allow\":true," + STRANGER + SECRET);
            case "redirects" ->
                    backend.does(exchange -> {
                        exchange.getResponseHeaders().set("Location", "/elsewhere");
                        TestBackend.answer(exchange, 307, STRANGER);
                    });
            case "talks too much" ->
                    backend.answers(
                            "{\"user\":\"ann\",\"allow\":true,\"more\":\""
                                    + "x".repeat(1_000_000)
                                    + "\"}");
            case "is down" -> backend.shut();
            default -> throw new IllegalArgumentException(way);
        }
    }

    private void mend(String way) {
        if (way.equals("is down")) {
            backend = new TestBackend(backend.port());
        }
        backend.does(AuthHttpIT::answer);
    }

    private Talker shows(String header, String secret) throws Exception {
        return Talker.whenOpen(Talker.showing(unpacked.websocket(), header, secret));
    }

    /** The status with which a handshake is refused. */
    private int refusal(String token) {
        var status = new int[1];
        assertThatThrownBy(() -> shows("Authorization", "Bearer " + token))
                .isInstanceOf(ExecutionException.class)
                .satisfies(thrown -> {
                    var refused = (WebSocketHandshakeException) thrown.getCause();
                    status[0] = refused.getResponse().statusCode();
                });
        return status[0];
    }

    private boolean isOpen(String question) throws Exception {
        return new Figures(unpacked).metric("plugin_auth_http_" + question + "_breaker_open") == 1;
    }
}
