// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Code;
import dev.switchboard.api.Kind;
import dev.switchboard.api.RawMessage;
import dev.switchboard.api.Refusal;
import dev.switchboard.server.delivery.Hold;
import dev.switchboard.support.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DispatcherTest {

    @Kind("note")
    private record Note(String text) {}

    @Kind("slow")
    private record Slow() {}

    @Kind("sum")
    private record Sum(int total) {}

    @Kind("odd")
    record Odd(@Nullable String value) {
        @Override
        public String value() {
            throw new AssertionError("no value");
        }
    }

    private final RoutingFloor floor =
            new RoutingFloor(
                    1_000_000,
                    "messages { rate = 7/s, burst = 20, close-after-refusals = 100 }",
                    "messages.handler-deadline = 10s");
    private final List<String> handled = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        floor.close();
    }

    @Test
    void aMessageReachesTheHandlerOfItsKindAndIsAnsweredOnlyIfItHasAnId() {
        takeNotes();
        var peer = floor.peer();
        peer.say(note("a"));
        peer.say("{\"msg_type\":\"note\",\"text\":\"b\",\"id\":7}");
        peer.say("{\"id\":\"x\",\"msg_type\":\"note\",\"text\":\"c\"}");
        assertThat(peer.heard())
                .containsExactly(
                        "{\"msg_type\":\"ok\",\"id\":7}", "{\"msg_type\":\"ok\",\"id\":\"x\"}");
        assertThat(handled).containsExactly("a", "b", "c");
    }

    @Test
    void anAnswerStandsBesideTheIdOrAlone() {
        floor.blocking(Slow.class, (_, _) -> new Sum(3));
        var peer = floor.peer();
        peer.say("{\"msg_type\":\"slow\",\"id\":1}");
        peer.say("{\"msg_type\":\"slow\"}");
        assertThat(peer.heard())
                .containsExactly(
                        "{\"msg_type\":\"ok\",\"id\":1,\"total\":3}",
                        "{\"msg_type\":\"sum\",\"total\":3}");
    }

    @Test
    void whatIsNotUnderstoodIsAnErrorAndNothingMore() {
        takeNotes();
        var peer = floor.peer();
        peer.say("{\"msg_type\":\"noet\",\"id\":1}");
        peer.say("{\"msg_type\":\"note\",\"text\":3,\"id\":2}");
        peer.say("not JSON");
        peer.say(note("fine"));
        var heard = peer.heard();
        assertThat(heard).hasSize(3);
        assertThat(heard.get(0)).contains("\"id\":1", "\"code\":\"unknown_kind\"");
        assertThat(heard.get(1)).contains("\"id\":2", "\"code\":\"bad_field\"", "\"text\"");
        assertThat(heard.get(2)).contains("\"code\":\"bad_json\"").doesNotContain("\"id\"");
        assertThat(handled).containsExactly("fine");
        assertThat(peer.client.isOpen()).isTrue();
    }

    @Test
    void binaryIsNotSpokenHere() {
        var peer = floor.peer();
        peer.say(RawMessage.binary(new byte[3]));
        assertThat(peer.heard()).containsExactly("close 1003");
    }

    @Test
    void whatIsUnderWayWhenAClientIsAskedToComeBackStillCounts() {
        takeNotes();
        var peer = floor.peer();
        peer.client.close(Code.RESTART, "");
        peer.say(note("under way"));
        assertThat(handled).hasSize(1);
    }

    @Test
    void aClientThatTheSwitchHasClosedIsNotHeardAnyMore() {
        takeNotes();
        var peer = floor.peer();
        peer.client.close(Code.POLICY, "revoked");
        peer.say(note("late"));
        assertThat(peer.heard()).containsExactly("close 1008");
        assertThat(handled).isEmpty();
    }

    /** It is read at the rate, but for one message in each rest. The others wait in its socket. */
    @Test
    void whoSendsTwiceTheRateIsReadAtTheRateAndSeldomRefused() {
        takeNotes();
        var peer = floor.peer();
        for (int n = 0; n < 60 * 14; n++) {
            peer.say(note("n" + n));
            floor.time.advance(Duration.ofNanos(1_000_000_000 / 14));
        }
        assertThat(handled).hasSizeBetween(20 + 7 * 58, 20 + 7 * 60);
        int rests = 7 * 60 / 10;
        assertThat(peer.heardSoFar()).hasSizeBetween(rests - 3, rests);
        assertThat(peer.client.isOpen()).isTrue();
    }

    @Test
    void whoIsRefusedIsNotReadUntilItHasHalfItsBurstAgain() {
        takeNotes();
        var peer = floor.peer();
        for (int n = 0; n < 20; n++) {
            peer.say(note("n"));
        }
        peer.say("{\"msg_type\":\"note\",\"text\":\"refused\",\"id\":5}");
        peer.say(note("unread"));
        var refused = peer.heardSoFar();
        assertThat(refused).singleElement().asString().contains("rate_limited", "\"id\":5");
        long wait = retryAfter(refused.getLast());
        assertThat(wait).isEqualTo(1429);

        floor.time.advance(Duration.ofMillis(wait - 1));
        assertThat(peer.heardSoFar()).hasSize(1);
        assertThat(handled).hasSize(20);

        floor.time.advance(Duration.ofMillis(1));
        for (int n = 0; n < 9; n++) {
            peer.say(note("n"));
        }
        assertThat(peer.heard()).hasSize(1);
        assertThat(handled).hasSize(30).doesNotContain("refused").contains("unread");
        peer.say(note("n"));
        assertThat(peer.heardSoFar()).hasSize(2).last().asString().contains("rate_limited");
    }

    /** There is no answer that could refuse a message of a raw path. */
    @Test
    void whoSendsTooMuchOnARawPathIsReadAtTheRate() {
        var receiver = floor.raw((_, _) -> handled.add("raw"));
        var peer = floor.peer(receiver);
        for (int n = 0; n < 30; n++) {
            peer.say("n");
            readOn(peer);
        }
        assertThat(handled).as("the burst, and one that is owed").hasSize(21);
        floor.time.advance(Duration.ofSeconds(1));
        for (int n = 0; n < 9; n++) {
            readOn(peer);
            floor.time.advance(Duration.ofNanos(1_000_000_000 / 7 + 1));
        }
        readOn(peer);
        assertThat(handled).hasSize(30);
    }

    /** Once the handler is done with the last message. */
    private static void readOn(RoutingFloor.Peer peer) {
        for (int calls = 0; calls < 2; calls++) {
            Await.until(() -> !peer.client.readGate().isHeldFor(Hold.CALL));
            peer.heardSoFar();
        }
        Await.until(() -> !peer.client.readGate().isHeldFor(Hold.CALL));
    }

    @Test
    void whoWaitsAsLongAsToldIsLetThrough() {
        takeNotes();
        var peer = floor.peer();
        for (int n = 0; n < 20; n++) {
            peer.say(note("n"));
        }
        for (int n = 0; n < 50; n++) {
            peer.say("{\"msg_type\":\"note\",\"text\":\"n\",\"id\":5}");
            var refused = peer.heardSoFar();
            assertThat(refused).hasSize(n + 1);
            assertThat(refused.getLast()).contains("rate_limited", "\"id\":5");
            floor.time.advance(Duration.ofMillis(retryAfter(refused.getLast())));
            for (int again = 0; again < 10; again++) {
                peer.say(note("again"));
            }
            assertThat(peer.heard()).as("in round %s", n).hasSize(n + 1);
        }
    }

    @Test
    void aRestIsShortHoweverLargeTheBurst() {
        takeNotes();
        floor.clients.delivery.change("messages { rate = 7/s, burst = 1000 }");
        var peer = floor.peer();
        for (int n = 0; n < 1001; n++) {
            peer.say(note("n"));
        }
        assertThat(retryAfter(peer.heardSoFar().getLast())).isEqualTo(5000);

        floor.clients.delivery.change("messages { rate = 10/1m, burst = 1000 }");
        floor.time.advance(Duration.ofSeconds(5));
        for (int n = 0; n < 36; n++) {
            peer.say(note("n"));
        }
        assertThat(retryAfter(peer.heardSoFar().getLast()))
                .as("but long enough for one message")
                .isBetween(5000L, 6000L);
    }

    @Test
    void whoGoesOnThoughRefusedIsClosed() {
        takeNotes();
        var peer = floor.peer();
        int tenths = 0;
        for (; peer.client.isOpen() && tenths < 6000; tenths++) {
            for (int n = 0; n < 3; n++) {
                peer.say(note("n"));
            }
            floor.time.advance(Duration.ofMillis(100));
        }
        assertThat(tenths).as("100 rests of 1.5 s, and few forgotten").isBetween(1420, 1550);
        assertThat(peer.heardSoFar()).hasSizeBetween(100, 104).endsWith("close 1008");
        assertThat(handled).hasSizeBetween(20 + 990, 20 + 1030);
    }

    @Test
    void whoIsRefusedNowAndThenStaysForEver() {
        takeNotes();
        var peer = floor.peer();
        for (int minute = 0; minute < 1000; minute++) {
            for (int n = 0; n < 21; n++) {
                peer.say(note("n"));
            }
            floor.time.advance(Duration.ofMinutes(1));
        }
        assertThat(peer.heard()).hasSize(1000);
        assertThat(peer.client.isOpen()).isTrue();
    }

    @Test
    void aHandlerThatBlocksHoldsItsOwnClientOnlyAndKeepsItsOrder() throws Exception {
        var go = new CountDownLatch(1);
        floor.blocking(
                Slow.class,
                (_, sender) -> {
                    go.await();
                    handled.add("slow");
                    return null;
                });
        takeNotes();
        var ann = floor.peer();
        var bob = floor.peer();
        ann.say("{\"msg_type\":\"slow\",\"id\":1}");
        ann.say("{\"msg_type\":\"note\",\"text\":\"ann\",\"id\":2}");
        bob.say("{\"msg_type\":\"note\",\"text\":\"bob\",\"id\":3}");
        assertThat(bob.heard()).containsExactly("{\"msg_type\":\"ok\",\"id\":3}");
        assertThat(ann.heardSoFar()).isEmpty();
        assertThat(handled).containsExactly("bob");
        go.countDown();
        assertThat(ann.heard())
                .containsExactly(
                        "{\"msg_type\":\"ok\",\"id\":1}", "{\"msg_type\":\"ok\",\"id\":2}");
        assertThat(handled).containsExactly("bob", "slow", "ann");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whateverAHandlerThrowsCostsItsSenderOneError(boolean isInline) {
        var causes = new ArrayList<Throwable>();
        causes.add(new IllegalStateException("broken"));
        causes.add(new IOException("broken"));
        causes.add(new NoClassDefFoundError("gone"));
        causes.add(new AssertionError("broken"));
        Route.Call call =
                (_, _) -> {
                    if (causes.isEmpty()) {
                        return deep(1);
                    }
                    throw thrown(causes.removeFirst());
                };
        if (isInline) {
            floor.inline(Slow.class, call);
        } else {
            floor.blocking(Slow.class, call);
        }
        var peer = floor.peer();
        for (int n = 0; n < 5; n++) {
            peer.say("{\"msg_type\":\"slow\",\"id\":1}");
        }
        assertThat(peer.heard())
                .hasSize(5)
                .allMatch(frame -> frame.contains("\"code\":\"internal\""))
                .allMatch(frame -> frame.contains("\"id\":1"))
                .noneMatch(frame -> frame.contains("broken"));
        assertThat(peer.client.isOpen()).isTrue();
    }

    private static Record deep(int depth) {
        return depth < 0 ? new Sum(depth) : deep(depth + 1);
    }

    private static Exception thrown(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return (Exception) cause;
    }

    @Test
    void aRefusalIsToldAsItIs() {
        floor.inline(
                Slow.class,
                (_, _) -> {
                    throw Refusal.of("too_early", "come back later").field("when");
                });
        var peer = floor.peer();
        peer.say("{\"msg_type\":\"slow\"}");
        assertThat(peer.heard())
                .containsExactly(
                        "{\"msg_type\":\"error\",\"code\":\"too_early\","
                                + "\"message\":\"come back later\",\"field\":\"when\"}");
    }

    @Test
    void anAnswerThatCannotBeWrittenIsAnError() {
        floor.blocking(Slow.class, (_, _) -> new Odd(null));
        var peer = floor.peer();
        peer.say("{\"msg_type\":\"slow\",\"id\":1}");
        peer.say("{\"msg_type\":\"slow\"}");
        assertThat(peer.heard())
                .hasSize(2)
                .allMatch(frame -> frame.contains("\"code\":\"internal\""));
    }

    private void takeNotes() {
        floor.inline(
                Note.class,
                (message, _) -> {
                    handled.add(((Note) message).text());
                    return null;
                });
    }

    private static String note(String text) {
        return "{\"msg_type\":\"note\",\"text\":\"%s\"}".formatted(text);
    }

    private static long retryAfter(String error) {
        return Long.parseLong(error.replaceAll(".*\"retry_after_ms\":(\\d+).*", "$1"));
    }
}
