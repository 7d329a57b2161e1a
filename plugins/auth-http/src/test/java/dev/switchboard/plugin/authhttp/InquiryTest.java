// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.authhttp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchboard.api.Identity;
import dev.switchboard.api.Refusal;
import dev.switchboard.support.Await;
import dev.switchboard.support.TestBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How the backend is spared: by memory, by asking once for all, by a bound, by a breaker. */
class InquiryTest {

    private static final String ANN = "{\"user\":\"ann\"}";
    private static final Duration INSTANT = Duration.ofNanos(1);

    private final TestBackend backend = new TestBackend();
    private Desk desk;

    private Desk open(String... settings) {
        var all = new ArrayList<>(List.of(settings));
        all.add("connect-url = \"" + backend.url("/connect") + "\"");
        desk = Desk.of(all.toArray(String[]::new));
        return desk;
    }

    @AfterEach
    void close() {
        desk.close();
        backend.close();
    }

    private void assertRefused(String token, String code) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> desk.who(token))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    // Memory

    @Test
    void aYesIsKeptForExactlyItsTime() throws Exception {
        backend.answers(ANN);
        open();
        desk.who("abc");

        desk.advance(Duration.ofSeconds(30).minus(INSTANT));
        assertThat(desk.who("abc")).map(Identity::user).contains("ann");
        assertThat(backend.asked()).hasSize(1);
        assertThat(desk.counted("connect_cache_hits")).isEqualTo(1);

        desk.advance(INSTANT);
        desk.who("abc");
        assertThat(backend.asked()).hasSize(2);
        assertThat(desk.counted("connect_requests")).isEqualTo(2);
    }

    @Test
    void aNoIsKeptForExactlyItsTime() {
        backend.answers(401, "");
        open("cache.refusal-time = 3s");
        assertRefused("abc", "bad_token");

        desk.advance(Duration.ofSeconds(3).minus(INSTANT));
        assertRefused("abc", "bad_token");
        assertThat(backend.asked()).hasSize(1);

        desk.advance(INSTANT);
        assertRefused("abc", "bad_token");
        assertThat(backend.asked()).hasSize(2);
    }

    @Test
    void theBackendMaySayHowLongAnAnswerIsKept() throws Exception {
        backend.answers("{\"user\":\"ann\",\"cache_s\":90}");
        open();
        desk.who("abc");
        desk.advance(Duration.ofSeconds(90).minus(INSTANT));
        desk.who("abc");
        assertThat(backend.asked()).hasSize(1);
        desk.advance(INSTANT);
        backend.answers("{\"user\":\"ann\",\"cache_s\":0}");
        desk.who("abc");
        desk.who("abc");
        assertThat(backend.asked()).hasSize(3);
    }

    @Test
    void nobodyIsKnownForLongerThanTheBackendVouchesForIt() throws Exception {
        backend.answers("{\"user\":\"ann\",\"expires_in_s\":10,\"cache_s\":60}");
        open();
        var end = desk.who("abc").orElseThrow().expiresAt();

        desk.advance(Duration.ofSeconds(10).minus(INSTANT));
        assertThat(desk.who("abc").orElseThrow().expiresAt()).isEqualTo(end);
        desk.advance(INSTANT);
        assertThat(desk.who("abc").orElseThrow().expiresAt()).isNotEqualTo(end);
        assertThat(backend.asked()).hasSize(2);
    }

    @Test
    void anAnswerHoldsForWhatWasShownAndNothingElse() throws Exception {
        backend.answers(ANN);
        open();
        desk.who(Desk.headers(Map.of("cookie", List.of("a"))));
        desk.who(Desk.headers(Map.of("authorization", List.of("a"))));
        desk.who(Desk.headers(Map.of("cookie", List.of("b"))));
        desk.who(Desk.token("a"));
        assertThat(backend.asked()).hasSize(4);

        desk.who(Desk.headers(Map.of("cookie", List.of("a"), "user-agent", List.of("other"))));
        assertThat(backend.asked()).hasSize(4);
    }

    @Test
    void theOldestAnswersMakeRoomForNewOnes() throws Exception {
        backend.answers(ANN);
        open("cache.entries = 2");
        desk.who("one");
        desk.who("two");
        desk.who("three");

        desk.who("two");
        desk.who("three");
        assertThat(backend.asked()).hasSize(3);
        desk.who("one");
        assertThat(backend.asked()).hasSize(4);
    }

    @Test
    void whatIsNoAnswerIsNotKept() throws Exception {
        backend.answers(500, "");
        open();
        assertRefused("abc", "unavailable");
        backend.answers(ANN);
        assertThat(desk.who("abc")).isPresent();
    }

    // Once for all, and not too much at once

    @Test
    void aHundredWhoAskTheSameCauseOneRequest() {
        var open = new CountDownLatch(1);
        backend.does(exchange -> {
            open.await();
            TestBackend.answer(exchange, 200, ANN);
        });
        open();
        var answers = IntStream.range(0, 100).mapToObj(_ -> desk.ask("abc")).toList();
        backend.awaitAsked(1);
        open.countDown();

        assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isPresent());
        assertThat(backend.asked()).hasSize(1);
    }

    @Test
    void aThousandQuestionsAtOnceOpenNoMoreConnectionsThanAllowed() {
        var full = new CountDownLatch(1);
        var atOnce = new AtomicInteger();
        var mostAtOnce = new AtomicInteger();
        backend.does(exchange -> {
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            full.await();
            atOnce.decrementAndGet();
            TestBackend.answer(exchange, 200, ANN);
        });
        open("concurrent = 8");
        var answers = IntStream.range(0, 1000).mapToObj(n -> desk.ask("token" + n)).toList();
        Await.until(() -> desk.begun() == 1000);
        backend.awaitAsked(8);
        full.countDown();

        assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isPresent());
        assertThat(backend.asked()).hasSize(1000);
        assertThat(mostAtOnce).hasValue(8);
        var connections = new HashSet<Integer>();
        backend.asked().forEach(asked -> connections.add(asked.connection()));
        assertThat(connections).hasSizeLessThan(100);
    }

    @Test
    void whoWaitsForItsTurnHasTheSameTimeout() {
        backend.hangs();
        open("concurrent = 1");
        var first = desk.ask("one");
        backend.awaitAsked(1);
        var second = desk.ask("two");
        Await.until(() -> desk.begun() == 2);

        desk.advance(Duration.ofSeconds(2));

        assertThat(first).failsWithin(Duration.ofSeconds(10));
        assertThat(second).failsWithin(Duration.ofSeconds(10));
        assertThat(desk.counted("connect_unanswered")).isEqualTo(2);
    }

    @Test
    void aPlaceThatIsFreeAfterATimeoutIsUsedAgain() throws Exception {
        backend.hangs();
        open("concurrent = 1");
        var first = desk.ask("one");
        backend.awaitAsked(1);
        desk.advance(Duration.ofSeconds(2));
        assertThat(first).failsWithin(Duration.ofSeconds(10));

        backend.answers(ANN);
        assertThat(desk.who("two")).isPresent();
    }

    @Test
    void aConnectionThatWasClosedWhileItWasIdleCostsNobodyAnything() throws Exception {
        try (var listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            var requests = new ArrayList<String>();
            var server = Thread.ofVirtual().start(new Impatient(listener, requests));
            desk =
                    Desk.of(
                            "connect-url = \"http://127.0.0.1:%d/\""
                                    .formatted(listener.getLocalPort()));
            assertThat(desk.who("one")).isPresent();
            assertThat(desk.who("two")).isPresent();
            server.join();
            assertThat(requests).containsExactly("first", "closed", "second");
            assertThat(desk.counted("connect_failures")).isZero();
        }
    }

    /** Answers one request of each connection and closes when the next one comes. */
    private record Impatient(ServerSocket listener, List<String> seen) implements Runnable {
        private static final byte[] ANSWER =
                ("HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n" + ANN).getBytes(UTF_8);

        @Override
        public void run() {
            try {
                try (var first = listener.accept()) {
                    answer(first, "first");
                    first.getInputStream().read();
                    seen.add("closed");
                    first.setSoLinger(true, 0);
                }
                try (var second = listener.accept()) {
                    answer(second, "second");
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void answer(Socket connection, String name) throws IOException {
            connection.getInputStream().read(new byte[8192]);
            seen.add(name);
            connection.getOutputStream().write(ANSWER);
        }
    }

    // The breaker

    @Test
    void aBackendThatFailsIsNotAskedForAWhileAndThenOnce() throws Exception {
        backend.answers(500, "");
        open("breaker { failures = 3, rest = 10s }");
        for (int n = 0; n < 3; n++) {
            assertThat(desk.gauged("connect_breaker_open")).isZero();
            assertRefused("token" + n, "unavailable");
        }
        assertThat(desk.gauged("connect_breaker_open")).isEqualTo(1);

        desk.advance(Duration.ofSeconds(10).minus(INSTANT));
        assertRefused("abc", "unavailable");
        assertThat(backend.asked()).hasSize(3);

        desk.advance(INSTANT);
        assertRefused("abc", "unavailable");
        assertRefused("abc", "unavailable");
        assertThat(backend.asked()).as("one try, and it rests again").hasSize(4);

        desk.advance(Duration.ofSeconds(10));
        backend.answers(ANN);
        assertThat(desk.who("abc")).isPresent();
        assertThat(desk.who("def")).isPresent();
        assertThat(desk.gauged("connect_breaker_open")).isZero();
    }

    @Test
    void whoIsNotAskedForIsToldWhenToComeBack() {
        backend.answers(500, "");
        open("breaker { failures = 1, rest = 10s }");
        assertRefused("abc", "unavailable");
        desk.advance(Duration.ofSeconds(4));
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> desk.who("abc"))
                .satisfies(refusal ->
                        assertThat(refusal.retryAfter())
                                .isEqualTo(Optional.of(Duration.ofSeconds(6))));
    }

    @Test
    void failuresCountOnlyInARow() throws Exception {
        open("breaker.failures = 2", "cache.time = 0s");
        for (int n = 0; n < 5; n++) {
            backend.answers(500, "");
            assertRefused("abc", "unavailable");
            backend.answers(ANN);
            desk.who("abc");
        }
        assertThat(backend.asked()).hasSize(10);
    }

    @Test
    void aRefusalIsNoFailure() {
        backend.answers(401, "");
        open("breaker.failures = 2", "cache.refusal-time = 0s");
        for (int n = 0; n < 5; n++) {
            assertRefused("abc", "bad_token");
        }
    }

    @Test
    void afterTheRestOneRequestIsUnderWayAndNoOther() {
        backend.answers(500, "");
        open("breaker { failures = 1, rest = 1s }");
        assertRefused("abc", "unavailable");
        desk.advance(Duration.ofSeconds(1));

        var open = new CountDownLatch(1);
        backend.does(exchange -> {
            open.await();
            TestBackend.answer(exchange, 200, ANN);
        });
        var first = desk.ask("one");
        backend.awaitAsked(2);
        assertRefused("two", "unavailable");
        assertThat(backend.asked()).hasSize(2);

        open.countDown();
        assertThat(first.join()).isPresent();
    }

    @Test
    void whoWaitsWhenTheBackendGoesDownWaitsNoLonger() {
        var open = new CountDownLatch(1);
        backend.does(exchange -> {
            open.await();
            TestBackend.answer(exchange, 500, "");
        });
        open("concurrent = 1", "breaker.failures = 1");
        var answers = new ArrayList<CompletableFuture<?>>();
        IntStream.range(0, 20).forEach(n -> answers.add(desk.ask("token" + n)));
        Await.until(() -> desk.begun() == 20);
        open.countDown();

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer).failsWithin(Duration.ofSeconds(10)));
        assertThat(backend.asked()).hasSize(1);
        assertThat(desk.counted("connect_unanswered")).isEqualTo(20);
    }
}
