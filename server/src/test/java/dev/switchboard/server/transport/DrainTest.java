// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.api.Kind;
import dev.switchboard.api.Topic;
import dev.switchboard.server.RunningSwitch;
import dev.switchboard.server.time.VirtualTime;
import dev.switchboard.support.Await;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a switch that listens takes its leave, on a time that the test moves. */
class DrainTest {

    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final Duration RETURN_WINDOW = Duration.ofSeconds(15);
    private static final Duration CLOSE_TIMEOUT = Duration.ofMinutes(1);
    private static final Pattern GOAWAY =
            Pattern.compile("\\{\"msg_type\":\"goaway\",\"retry_after_ms\":(\\d+)}");

    @Kind("say")
    record Say(String text) {}

    @Kind("said")
    record Said(String text) {}

    private final VirtualTime time = new VirtualTime();
    private final List<RawClient> clients = new ArrayList<>();
    private RunningSwitch running;
    private CompletableFuture<Void> drained = CompletableFuture.completedFuture(null);

    @BeforeEach
    void start() throws Exception {
        running =
                RunningSwitch.with(
                        """
                        gate.per-address.new-connections = 100000/s
                        messages { rate = 1000000/s, burst = 1000000, bytes-burst = 1 GiB }
                        heartbeat { interval = 1h, timeout = 1h }
                        drain { window = 10s, return-window = 15s, close-timeout = 1m }
                        """,
                        context ->
                                context.files("/pages/", "dev/switchboard/server/transport/pages")
                                        .emits(Said.class)
                                        .onInline(
                                                Say.class,
                                                (say, sender) ->
                                                        context.hub()
                                                                .publishExcept(
                                                                        sender,
                                                                        Topic.everyone(),
                                                                        new Said(say.text())))
                                        .endpoint(
                                                "/echo", (message, sender) -> sender.send(message)),
                        time);
    }

    @AfterEach
    void stop() throws Exception {
        running.close();
        drained.get(20, TimeUnit.SECONDS);
        for (var client : clients) {
            client.close();
        }
    }

    private RawClient open(String path) throws IOException {
        var client = RawClient.open(running.port(), path);
        clients.add(client);
        Await.until(() -> running.present() == clients.size());
        return client;
    }

    /** Begins the drain and comes back when it has planned who goes when. */
    private void drain() {
        int before = time.waiting();
        drained =
                CompletableFuture.runAsync(() -> {
                    try {
                        running.drain();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
        Await.until(() -> time.waiting() > before + clients.size());
    }

    /** Reads the goaway and the close; returns the advised delay, which both must tell. */
    private static Duration expectSentAway(RawClient client) throws IOException {
        String goaway = client.next().text();
        Matcher told = GOAWAY.matcher(goaway);
        assertThat(told.matches()).as(goaway).isTrue();
        var close = client.next();
        assertThat(close.code()).isEqualTo(1012);
        assertThat(close.reason()).isEqualTo("retry_after_ms=" + told.group(1));
        return Duration.ofMillis(Long.parseLong(told.group(1)));
    }

    private static void answer(RawClient client) throws IOException {
        client.send(ClientFrame.close(1012, ""));
        client.expectEnd();
    }

    /** Asks without connecting, which would have the switch look at its port. */
    private boolean isPortFree() {
        try (var _ = new ServerSocket(running.port(), 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (BindException taken) {
            return false;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean hasAnswer(RawClient client) {
        try {
            return client.hasAnswer();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void clientsAreSentAwayOneAfterAnotherAndReturnAfterTheLast() throws Exception {
        int count = 10;
        for (int each = 0; each < count; each++) {
            open(each % 2 == 0 ? "/ws" : "/");
        }
        drain();
        var step = WINDOW.dividedBy(count);
        List<RawClient> left = new ArrayList<>(clients);
        var began = time.nanos();

        time.advance(Duration.ZERO);
        while (!left.isEmpty()) {
            Await.until(() -> left.stream().anyMatch(DrainTest::hasAnswer));
            List<RawClient> sent = left.stream().filter(DrainTest::hasAnswer).toList();
            assertThat(sent).as("one at a time").hasSize(1);
            var returns = expectSentAway(sent.getFirst()).plusNanos(time.nanos() - began);
            assertThat(returns).isBetween(WINDOW, WINDOW.plus(RETURN_WINDOW));
            answer(sent.getFirst());
            left.removeAll(sent);
            Await.until(() -> running.present() == left.size());
            if (!left.isEmpty()) {
                assertThat(drained.isDone()).as("while %d are left", left.size()).isFalse();
                time.advance(step);
            }
        }
        drained.get(20, TimeUnit.SECONDS);
    }

    @Test
    void whoIsServedElsewhereReturnsAtOnce() throws Exception {
        running.change("drain { window = 10s, return-at-once = true, close-timeout = 1m }");
        var first = open("/ws");
        var second = open("/ws");
        drain();
        time.advance(WINDOW);
        assertThat(expectSentAway(first)).isZero();
        assertThat(expectSentAway(second)).isZero();
        answer(first);
        answer(second);
        drained.get(20, TimeUnit.SECONDS);
    }

    @Test
    void theMomentsOfReturnAreSpread() throws Exception {
        for (int each = 0; each < 40; each++) {
            open("/ws");
        }
        drain();

        time.advance(WINDOW);

        List<Duration> delays = new ArrayList<>();
        for (var client : clients) {
            delays.add(expectSentAway(client));
        }
        assertThat(delays.stream().distinct().count()).isGreaterThan(30);
    }

    @Test
    void whatWasSaidBeforeIsDeliveredFirst() throws Exception {
        var speaker = open("/ws");
        var listener = open("/ws");
        for (int each = 0; each < 100; each++) {
            speaker.send(
                    ClientFrame.text(
                            "{\"msg_type\":\"say\",\"text\":\""
                                    + each
                                    + "\",\"id\":"
                                    + each
                                    + "}"));
        }
        for (int each = 0; each < 100; each++) {
            speaker.expectText("{\"msg_type\":\"ok\",\"id\":" + each + "}");
        }
        drain();

        time.advance(WINDOW);

        for (int each = 0; each < 100; each++) {
            listener.expectText("{\"msg_type\":\"said\",\"text\":\"" + each + "\"}");
        }
        expectSentAway(listener);
        expectSentAway(speaker);
    }

    @Test
    void whatWaitsForASlowClientIsDeliveredFirst() throws Exception {
        var speaker = open("/ws");
        var socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), running.port()));
        var slow = new RawClient(socket);
        clients.add(slow);
        slow.becomeWebSocket("/ws");
        Await.until(() -> running.present() == 2);
        String text = "x".repeat(4_000);
        for (int each = 0; each < 200; each++) {
            speaker.send(
                    ClientFrame.text(
                            "{\"msg_type\":\"say\",\"text\":\"" + each + text + "\",\"id\":1}"));
            speaker.expectText("{\"msg_type\":\"ok\",\"id\":1}");
        }
        drain();

        time.advance(WINDOW);

        for (int each = 0; each < 200; each++) {
            slow.expectText("{\"msg_type\":\"said\",\"text\":\"" + each + text + "\"}");
        }
        expectSentAway(slow);
    }

    @Test
    void aRawPathHearsNothingButTheClose() throws Exception {
        var echo = open("/echo");
        drain();

        time.advance(WINDOW);

        var close = echo.expectClose(1012);
        assertThat(close.reason()).matches("retry_after_ms=\\d+");
    }

    @Test
    void nobodyComesInWhileTheSwitchDrains() throws Exception {
        open("/ws");
        var waiting = RawClient.connect(running.port());
        waiting.send(RawClient.lines("GET /pages/app.js HTTP/1.1", "Host: a"));
        assertThat(waiting.readResponse().status()).isEqualTo(200);
        drain();

        Await.until(this::isPortFree);
        assertThatThrownBy(() -> RawClient.connect(running.port()))
                .isInstanceOf(ConnectException.class);
        waiting.send(RawClient.handshake("/ws"));
        var answer = waiting.readResponse();
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers()).containsKey("Retry-After");
        waiting.close();
    }

    @Test
    void clientsMayTalkUntilItIsTheirTurn() throws Exception {
        var echo = open("/echo");
        var other = open("/echo");
        drain();

        time.advance(Duration.ZERO);
        Await.until(() -> hasAnswer(echo) || hasAnswer(other));
        var left = hasAnswer(echo) ? other : echo;

        left.send(ClientFrame.text("still here"));
        left.expectText("still here");
    }

    @Test
    void whoDoesNotAnswerTheCloseIsDroppedInTime() throws Exception {
        var silent = open("/ws");
        drain();
        time.advance(Duration.ZERO);
        expectSentAway(silent);

        time.advance(CLOSE_TIMEOUT.minusMillis(1));
        assertThat(running.present()).isEqualTo(1);
        time.advance(Duration.ofMillis(1));

        Await.until(() -> running.present() == 0);
        drained.get(20, TimeUnit.SECONDS);
    }

    @Test
    void anEmptySwitchHasDrainedAtOnce() throws Exception {
        running.drain();

        assertThat(running.present()).isZero();
        Await.until(this::isPortFree);
    }
}
