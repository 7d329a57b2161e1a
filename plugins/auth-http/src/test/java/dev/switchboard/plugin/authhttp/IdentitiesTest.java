// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.authhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchboard.api.Code;
import dev.switchboard.api.Grant;
import dev.switchboard.api.Identity;
import dev.switchboard.api.Refusal;
import dev.switchboard.support.TestBackend;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the backend is asked about who connects, and what its answers mean. */
class IdentitiesTest {

    private final TestBackend backend = new TestBackend();
    private Desk desk;

    @BeforeEach
    void open() {
        desk = Desk.of("connect-url = \"" + backend.url("/connect") + "\"");
    }

    @AfterEach
    void close() {
        desk.close();
        backend.close();
    }

    private void assertUnavailable(String token) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> desk.who(token))
                .satisfies(refusal ->
                        assertThat(refusal.code()).isEqualTo(Code.UNAVAILABLE.wireName()));
    }

    @Test
    void theBackendSaysWhoItIsAndWhatItMayDo() throws Exception {
        backend.answers(
                """
                {"user":"ann","rooms":["team-7.*:rw","news:r","inbox:w","a:b","r"],"actions":["chat"],
                 "expires_in_s":3600,"token_id":"t1","department":{"of":["no","concern"]}}\
                """);

        assertThat(desk.who("abc"))
                .contains(
                        new Identity(
                                "ann",
                                Optional.of(
                                        List.of(
                                                new Grant(Set.of("join", "publish"), "team-7.*"),
                                                new Grant(Set.of("join"), "news"),
                                                new Grant(Set.of("publish"), "inbox"),
                                                new Grant(Set.of("join", "publish"), "a:b"),
                                                new Grant(Set.of("join", "publish"), "r"),
                                                new Grant(Set.of("chat"), "*"))),
                                Optional.of(desk.now()),
                                Optional.of(desk.now().plusSeconds(3600)),
                                Optional.of("t1")));
    }

    @Test
    void whatAUserMayDoIsForOthersIfTheBackendDoesNotSay() throws Exception {
        backend.answers("{\"user\":\"ann\"}");
        assertThat(desk.who("abc").orElseThrow().grants()).isEmpty();

        backend.answers("{\"user\":\"bob\",\"rooms\":[]}");
        assertThat(desk.who("def").orElseThrow().grants()).contains(List.of());
    }

    @Test
    void theBackendIsToldWhatWasShown() throws Exception {
        backend.answers("{\"user\":\"ann\"}");
        desk.who("a\"b");

        var asked = backend.asked().getFirst();
        assertThat(asked.path()).isEqualTo("/connect");
        assertThat(asked.json())
                .isEqualTo(
                        "{\"token\":\"a\\\"b\",\"headers\":{},\"path\":\"/ws\",\"address\":\"127.0.0.1\"}");
        assertThat(asked.header("Content-type")).isEqualTo("application/json");
        assertThat(asked.headers()).doesNotContainKey("Authorization");
    }

    @Test
    void ofTheHeadersTheBackendIsShownThoseThatAreNamed() throws Exception {
        backend.answers("{\"user\":\"ann\"}");
        desk.who(
                Desk.headers(
                        Map.of(
                                "cookie", List.of("a=1", "b=2"),
                                "x-forwarded-for", List.of("10.0.0.1"),
                                "authorization", List.of("Basic eHl6"))));

        assertThat(backend.asked().getFirst().json())
                .startsWith(
                        "{\"token\":null,\"headers\":{\"authorization\":\"Basic eHl6\",\"cookie\":\"a=1; b=2\"},");
    }

    @Test
    void whoShowsNothingIsNobodyWithoutAQuestion() throws Exception {
        assertThat(desk.who(Desk.headers(Map.of("origin", List.of("https://a.example")))))
                .isEmpty();
        assertThat(backend.asked()).isEmpty();
    }

    @Test
    void aUserThatIsNullIsForOthers() throws Exception {
        backend.answers("{\"user\":null}");
        assertThat(desk.who("abc")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void whatTheBackendDoesNotAcceptIsRefused(int status) {
        backend.answers(status, "go away, abc");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> desk.who("abc"))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("bad_token"))
                .withMessage("the token or cookie is not valid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "[]",
                "{}",
                "{\"user\":\"ann\"",
                "{\"user\":\"ann\"} {}",
                "{\"user\":\"ann\",\"user\":\"bob\"}",
                "{\"user\":7}",
                "{\"user\":\"\"}",
                "{\"user\":\"a\\u0000\"}",
                "{\"user\":\"ann\",\"rooms\":\"lobby\"}",
                "{\"user\":\"ann\",\"rooms\":[\"lobby\",7]}",
                "{\"user\":\"ann\",\"rooms\":[\"\"]}",
                "{\"user\":\"ann\",\"actions\":{}}",
                "{\"user\":\"ann\",\"expires_in_s\":\"soon\"}",
                "{\"user\":\"ann\",\"expires_in_s\":-1}",
                "{\"user\":\"ann\",\"cache_s\":true}",
                "{\"user\":\"ann\",\"token_id\":1}"
            })
    void anAnswerThatMeansNothingIsNone(String json) {
        backend.answers(json);
        assertUnavailable("abc");
        assertThat(desk.counted("connect_failures")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 400, 404, 407, 500, 503})
    void otherStatusesAreNoAnswer(int status) {
        backend.answers(status, status == 204 ? "" : "{\"user\":\"ann\"}");
        assertUnavailable("abc");
    }

    @Test
    void redirectsAreNotFollowed() {
        backend.does(exchange -> {
            exchange.getResponseHeaders().set("Location", backend.url("/elsewhere"));
            TestBackend.answer(exchange, 307, "");
        });
        assertUnavailable("abc");
        assertThat(backend.asked()).hasSize(1);
    }

    @Test
    void anAnswerOf64KibibytesIsReadAndALongerOneIsNot() throws Exception {
        String most = "{\"user\":\"ann\"}" + " ".repeat(64 * 1024 - 14);
        backend.answers(most);
        assertThat(desk.who("abc")).isPresent();

        backend.answers(most + " ");
        assertUnavailable("def");
        assertThat(backend.asked()).hasSize(2);
    }

    @Test
    void theConnectionOfAnAnswerWithoutEndIsClosed() throws Exception {
        var closed = new CountDownLatch(1);
        backend.does(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                while (true) {
                    exchange.getResponseBody().write(new byte[8192]);
                }
            } catch (IOException noMore) {
                closed.countDown();
            }
        });
        assertUnavailable("abc");
        closed.await();
    }

    @Test
    void whereNobodyListensThereIsNoAnswer() {
        backend.close();
        assertUnavailable("abc");
    }

    @Test
    void aBackendThatHangsIsGivenUpAtTheTimeout() {
        backend.hangs();
        var answer = desk.ask("abc");
        backend.awaitAsked(1);

        desk.advance(Duration.ofMillis(1999));
        assertThat(answer).isNotDone();

        desk.advance(Duration.ofMillis(1));
        assertThat(answer)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(Refusal.class);
        assertThat(desk.counted("connect_failures")).isEqualTo(1);
    }

    @Test
    void anAnswerThatStopsInTheMiddleIsGivenUpAtTheTimeout() throws Exception {
        var begun = new CountDownLatch(1);
        backend.does(exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            begun.countDown();
            new CountDownLatch(1).await();
        });
        var answer = desk.ask("abc");
        begun.await();

        desk.advance(Duration.ofSeconds(2));
        assertThat(answer).failsWithin(Duration.ofSeconds(10));
    }

    @Test
    void expiredLongAgoOrInAThousandYearsIsNoMistake() throws Exception {
        backend.answers("{\"user\":\"ann\",\"expires_in_s\":0}");
        assertThat(desk.who("abc").orElseThrow().expiresAt()).contains(desk.now());

        backend.answers("{\"user\":\"ann\",\"expires_in_s\":1e300}");
        assertThat(desk.who("def").orElseThrow().expiresAt().orElseThrow()).isAfter(desk.now());
    }
}
