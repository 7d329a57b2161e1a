// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import static dev.switchboard.server.time.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Code;
import dev.switchboard.api.Kind;
import dev.switchboard.api.RawMessage;
import dev.switchboard.api.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a plugin's code can do to the switch, and what the switch does about it. */
class PluginCallsTest {

    @Kind("job")
    private record Job() {}

    @Kind("note")
    private record Note() {}

    private static final String JOB = "{\"msg_type\":\"job\",\"id\":1}";
    private static final String NOTE = "{\"msg_type\":\"note\",\"id\":2}";
    private static final String JOB_DONE = "{\"msg_type\":\"ok\",\"id\":1}";
    private static final String NOTED = "{\"msg_type\":\"ok\",\"id\":2}";

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private RoutingFloor floor = new RoutingFloor(1_000_000);

    @AfterEach
    void close() {
        end.countDown();
        floor.close();
    }

    private void use(String... configuration) {
        floor.close();
        floor = new RoutingFloor(1_000_000, configuration);
    }

    // Stages

    @Test
    void aStageThatIsCompleteIsAnsweredAtOnce() {
        floor.inline(Job.class, (_, _) -> stage(CompletableFuture.completedFuture("x")));
        floor.inline(Note.class, (_, _) -> CompletableFuture.completedStage("x"));
        var peer = floor.peer();
        peer.say(JOB);
        peer.say(NOTE);

        assertThat(peer.heardSoFar()).containsExactly(JOB_DONE, NOTED);
    }

    @Test
    void theAnswerWaitsForTheStageAndSoDoTheClientsNextMessages() {
        var stage = new CompletableFuture<String>();
        floor.inline(Job.class, (_, _) -> stage);
        floor.inline(Note.class, (_, _) -> null);
        var peer = floor.peer();
        var other = floor.peer();
        peer.say(JOB);
        peer.say(NOTE);
        other.say(NOTE);
        assertThat(peer.heardSoFar()).isEmpty();
        assertThat(other.heardSoFar()).containsExactly(NOTED);
        assertThat(floor.guard.callsInFlight()).isOne();

        stage.complete("stored");
        assertThat(peer.heard()).containsExactly(JOB_DONE, NOTED);
        assertThat(floor.guard.callsInFlight()).isZero();
    }

    @Test
    void aStageMayRefuseOrFail() {
        var stages = new LinkedBlockingQueue<CompletableFuture<String>>();
        floor.inline(
                Job.class,
                (_, _) -> {
                    var stage = new CompletableFuture<String>();
                    stages.add(stage);
                    return stage(stage.thenApply(it -> it));
                });
        var peer = floor.peer();
        peer.say(JOB);
        stages.remove().completeExceptionally(new Refusal(Code.NOT_A_MEMBER, "join first"));
        assertThat(peer.heard()).last().asString().contains("not_a_member", "join first");
        peer.say(JOB);
        stages.remove().completeExceptionally(new IllegalStateException("broken"));
        assertThat(peer.heard()).last().asString().contains("internal");
        assertThat(floor.failures()).isOne();
    }

    @Test
    void aStageThatNeverCompletesIsAnsweredAtTheDeadline() {
        floor.inline(Job.class, (_, _) -> new CompletableFuture<String>());
        var peer = floor.peer();
        peer.say(JOB);
        floor.pass(Duration.ofMillis(10_200));

        assertThat(peer.heard()).singleElement().asString().contains("timeout");
        assertThat(floor.guard.callsInFlight()).isZero();
        assertThat(floor.guard.stuckCalls()).isZero();
        assertThat(floor.failures()).isOne();
    }

    // Deadlines

    @Test
    void aCallThatNeverGotAThreadIsAnsweredAtTheDeadlineToo() {
        use("plugins.running-calls = 1");
        floor.blocking(Job.class, (_, _) -> spin());
        var first = floor.peer();
        var second = floor.peer();
        first.say(JOB);
        eventually(() -> told.size() == 1); // it computes, and is not about to begin
        second.say(JOB);
        floor.pass(Duration.ofMillis(10_200));

        assertThat(first.heard()).singleElement().asString().contains("timeout");
        assertThat(second.heard()).singleElement().asString().contains("timeout");
        assertThat(told).containsExactly("spins");
    }

    @Test
    void whoSwallowsItsInterruptAndReturnsHasFailed() throws Exception {
        var begun = new CountDownLatch(1);
        floor.blocking(
                Job.class,
                (_, _) -> {
                    begun.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException swallowed) {
                        told.add("swallowed");
                    }
                    return null;
                });
        var peer = floor.peer();
        peer.say(JOB);
        begun.await();
        floor.pass(Duration.ofMillis(10_200));

        assertThat(peer.heard()).singleElement().asString().contains("timeout");
        eventually(() -> floor.guard.callsInFlight() == 0);
        assertThat(floor.failures()).isOne();
        assertThat(told).containsExactly("swallowed");
    }

    @Test
    void aPluginWithTooManyStuckCallsGetsNoMoreUntilOneEnds() {
        var stuck = new CountDownLatch(1);
        floor.blocking(Job.class, (_, _) -> awaitStubbornly(stuck));
        floor.inline(Note.class, (_, _) -> null);
        for (int n = 0; n < 3; n++) {
            floor.peer().say(JOB);
        }
        eventually(() -> told.size() == 3);
        floor.pass(Duration.ofMillis(10_400));
        assertThat(floor.guard.stuckCalls()).isEqualTo(3);
        assertThat(floor.failures()).isEqualTo(3);
        var peer = floor.peer();
        peer.say(NOTE);
        assertThat(peer.heard()).singleElement().asString().contains("unavailable");

        stuck.countDown();
        eventually(() -> floor.guard.stuckCalls() == 0);
        peer.say(NOTE);
        assertThat(peer.heard()).last().isEqualTo(NOTED);
    }

    @Test
    void aStuckCallThatEndsWhileItIsCountedLeavesNoMark() {
        var meanwhile = new AtomicReference<Runnable>(() -> {});
        try (var calls =
                new PluginCalls(
                        () -> {
                            meanwhile.getAndSet(() -> {}).run();
                            return floor.clients.settings();
                        },
                        floor.meters,
                        floor.time,
                        Thread::startVirtualThread)) {
            var guard = calls.guard("other", getClass().getClassLoader());
            guard.countStuck(1);
            guard.countStuck(1);
            meanwhile.set(() -> guard.countStuck(-1)); // counted, not marked yet
            guard.countStuck(1);

            assertThat(guard.stuckCalls()).isEqualTo(2);
            assertThat(guard.isBlocked()).isFalse();
        }
    }

    @Test
    void whoIsTurnedAwayIsToldWhenToComeBack() {
        floor.close();
        floor = new RoutingFloor(2);
        floor.inline(
                Job.class,
                (_, _) -> {
                    throw new IllegalStateException("broken");
                });
        var peer = floor.peer();
        peer.say(JOB);
        peer.say(JOB);
        floor.pass(Duration.ofSeconds(10));
        peer.say(JOB);

        assertThat(peer.heard())
                .last()
                .asString()
                .contains("unavailable", "\"retry_after_ms\":20000");
        assertThat(floor.guard.quarantine()).isEqualTo(Duration.ofSeconds(20));
    }

    // The share

    @Test
    void callsThatWaitForSomethingTakeNoShareFromTheNext() {
        use("plugins.running-calls = 1");
        var go = new CountDownLatch(1);
        floor.blocking(
                Job.class,
                (_, _) -> {
                    told.add("waits");
                    go.await();
                    return null;
                });
        for (int n = 0; n < 50; n++) {
            floor.peer().say(JOB);
        }
        eventually(() -> {
            floor.time.advance(Duration.ofMillis(1));
            return told.size() == 50;
        });
        go.countDown();
        eventually(() -> floor.guard.callsInFlight() == 0);
    }

    @Test
    void whoComputesHoldsUpTheNextOfItsPluginAndNoOther() {
        use("plugins.running-calls = 1");
        floor.blocking(Job.class, (_, _) -> spin());
        var other = floor.calls.guard("other", getClass().getClassLoader());
        floor.routes.replace(
                floor.routes
                        .current()
                        .with(Route.blocking(other, floor.shapes.of(Note.class), (_, _) -> null)));
        floor.peer().say(JOB);
        eventually(() -> told.size() == 1); // it computes, and is not about to begin
        floor.peer().say(JOB);
        floor.pass(Duration.ofSeconds(1));
        var peer = floor.peer();
        peer.say(NOTE);

        assertThat(peer.heard()).containsExactly(NOTED);
        assertThat(told).containsExactly("spins");
        end.countDown();
        eventually(() -> {
            floor.time.advance(Duration.ofMillis(1));
            return told.size() == 2;
        });
    }

    @Test
    void aCallThatWaitsForItsStageTakesNoShareFromTheNext() {
        use("plugins.running-calls = 1");
        floor.blocking(
                Job.class,
                (_, _) -> {
                    told.add("begun");
                    return stage(new CompletableFuture<String>());
                });
        for (int n = 0; n < 3; n++) {
            floor.peer().say(JOB);
        }

        eventually(() -> told.size() == 3);
    }

    @Test
    void aStageThatIsReturnedTooLateIsNotWaitedFor() throws Exception {
        use("plugins.running-calls = 1");
        var begun = new CountDownLatch(1);
        floor.blocking(
                Job.class,
                (_, _) -> {
                    begun.countDown();
                    awaitQuietly(end);
                    return stage(new CompletableFuture<String>());
                });
        floor.blocking(Note.class, (_, _) -> null);
        var peer = floor.peer();
        peer.say(JOB);
        begun.await();
        floor.pass(Duration.ofMillis(10_200));

        eventually(() -> floor.guard.callsInFlight() == 0);
        peer.say(NOTE);
        assertThat(peer.heard()).last().isEqualTo(NOTED);
    }

    @Test
    void aMessageWhoseTimeIsUpBehindEventsLeavesItsShareToTheNext() {
        use("plugins.running-calls = 1");
        floor.blocking(Job.class, (_, _) -> tell("job"));
        floor.blocking(Note.class, (_, _) -> null);
        var peer = floor.peer();
        for (int n = 0; n < 2; n++) {
            floor.guard.tell(
                    "onJoin",
                    peer.client,
                    () -> {
                        told.add("begun");
                        awaitQuietly(end);
                    });
        }
        peer.say(JOB);
        for (int n = 1; n <= 2; n++) {
            int begun = n;
            eventually(() -> told.size() == begun);
            floor.pass(Duration.ofMillis(10_400));
        }
        eventually(() -> floor.guard.isClear());
        peer.say(NOTE);

        assertThat(peer.heard()).last().isEqualTo(NOTED);
        assertThat(told).doesNotContain("job");
    }

    // Events

    @Test
    void eventsAreToldInOrderAndAMessageOfThePluginComesBehindThem() {
        var go = new CountDownLatch(1);
        floor.inline(Note.class, (_, _) -> tell("note"));
        var peer = floor.peer();
        floor.guard.tell("onJoin", peer.client, () -> awaitQuietly(go));
        floor.guard.tell("onJoin", peer.client, () -> told.add("second"));
        peer.say(NOTE);
        floor.guard.tell("onLeave", peer.client, () -> told.add("third"));
        assertThat(peer.heardSoFar()).isEmpty();
        assertThat(told).isEmpty();

        go.countDown();
        assertThat(peer.heard()).containsExactly(NOTED);
        eventually(() -> told.size() == 3);
        assertThat(told.indexOf("second")).isLessThan(told.indexOf("note"));
        assertThat(told.indexOf("second")).isLessThan(told.indexOf("third"));
        eventually(() -> floor.guard.isClear());
    }

    @Test
    void aListenerThatHangsIsChargedToItsPluginAndTheNextIsTold() {
        var route = floor.inline(Note.class, (_, _) -> null);
        var peer = floor.peer();
        floor.guard.tell("onJoin", peer.client, () -> awaitStubbornly(end));
        floor.guard.tell("onJoin", peer.client, () -> told.add("next"));
        eventually(() -> told.contains("stuck"));
        floor.pass(Duration.ofMillis(10_400));

        eventually(() -> told.contains("next"));
        assertThat(floor.failures()).isOne();
        assertThat(floor.guard.stuckCalls()).isOne();
        assertThat(route.isInline()).isTrue();
    }

    @Test
    void eventsThatAreTooManyAreLostAndCounted() {
        var go = new CountDownLatch(1);
        var peer = floor.peer();
        for (int n = 0; n < 10; n++) {
            floor.guard.tell(
                    "onJoin",
                    peer.client,
                    () -> {
                        awaitQuietly(go);
                        told.add("told");
                    });
        }
        assertThat(floor.failures()).isEqualTo(6);
        go.countDown();
        eventually(() -> told.size() == 4);
    }

    // Threads that read

    @Test
    void whoDoesNotGiveTheReaderBackLosesItAndItsClient() throws Exception {
        var rescued = new LinkedBlockingQueue<Thread>();
        floor.calls.rescuedBy(rescued::add);
        var begun = new CountDownLatch(1);
        var route =
                floor.inline(
                        Job.class,
                        (_, _) -> {
                            begun.countDown();
                            return awaitStubbornly(end);
                        });
        floor.inline(Note.class, (_, _) -> tell("note"));
        var peer = floor.peer();
        var reader =
                Thread.ofPlatform()
                        .start(() -> {
                            peer.say(JOB);
                            peer.say(NOTE);
                        });
        begun.await();
        floor.pass(Duration.ofMillis(600));
        assertThat(route.isInline()).isFalse();
        assertThat(rescued).isEmpty();
        floor.pass(Duration.ofMillis(500));

        assertThat(rescued).containsExactly(reader);
        assertThat(floor.failures()).isOne();
        assertThat(floor.guard.stuckCalls()).isOne();
        end.countDown();
        reader.join();
        assertThat(peer.heard()).containsExactly("close 1011");
        assertThat(told).containsExactly("stuck");
        assertThat(floor.guard.stuckCalls()).isZero();
    }

    @Test
    void aRawHandlerThatBlocksGetsThreadsOfItsOwn() throws Exception {
        var isFirst = new AtomicBoolean(true);
        var begun = new CountDownLatch(1);
        var threads = new CopyOnWriteArrayList<Boolean>();
        var receiver =
                floor.raw((_, _) -> {
                    threads.add(Thread.currentThread().isVirtual());
                    if (isFirst.getAndSet(false)) {
                        begun.countDown();
                        new CountDownLatch(1).await();
                    }
                });
        var peer = floor.peer(receiver);
        var reader = Thread.ofPlatform().start(() -> peer.say(RawMessage.binary(new byte[1])));
        begun.await();
        floor.pass(Duration.ofMillis(600));
        reader.join();
        var other = floor.peer(receiver);
        other.say(RawMessage.binary(new byte[1]));
        other.heard();

        assertThat(threads).containsExactly(false, true);
        assertThat(peer.heard()).containsExactly("close 1011");
        assertThat(other.client.isOpen()).isTrue();
    }

    @Test
    void aRawPathWhosePluginIsGoneClosesWhoSpeaksThere() {
        var receiver = floor.raw((_, _) -> {});
        var peer = floor.peer(receiver);
        floor.routes.replace(RouteTable.EMPTY);
        peer.say(RawMessage.binary(new byte[1]));

        assertThat(peer.heard()).containsExactly("close 1011");
        assertThat(floor.receivers.of("/raw")).isNull();
    }

    @Test
    void allConnectionsOfARawPathShareOneReceiver() {
        var receiver = floor.raw((_, _) -> {});

        assertThat(floor.receivers.of("/raw")).isSameAs(receiver);
    }

    // The end

    @Test
    void whoStopsAPluginWaitsForTheLastCall() throws Exception {
        var begun = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        floor.inline(
                Job.class,
                (_, _) -> {
                    begun.countDown();
                    go.await();
                    told.add("last");
                    return null;
                });
        var reader = Thread.ofPlatform().start(() -> floor.peer().say(JOB));
        begun.await();
        floor.guard.shut();
        assertThat(floor.guard.awaitQuiet(Duration.ofMillis(20))).isFalse();
        var late = floor.peer();
        late.say(JOB);
        assertThat(late.heard()).singleElement().asString().contains("unavailable");
        go.countDown();

        assertThat(floor.guard.awaitQuiet(Duration.ofSeconds(20))).isTrue();
        assertThat(told).containsExactly("last");
        reader.join();
    }

    // Tasks

    @Test
    void aTaskThatThrowsCountsAndOneThatHangsIsInterrupted() {
        var after = new AtomicInteger();
        floor.guard.perform(
                () -> {
                    throw new IllegalStateException("broken");
                },
                after::incrementAndGet);
        eventually(() -> after.get() == 1);
        assertThat(floor.failures()).isOne();
        floor.guard.perform(() -> awaitQuietly(end), after::incrementAndGet);
        eventually(() -> floor.guard.callsInFlight() == 1);
        floor.pass(Duration.ofSeconds(61));

        eventually(() -> after.get() == 2);
        assertThat(floor.failures()).isEqualTo(2);
    }

    /** A stage as a handler returns it: the switch looks after what becomes of it. */
    private static Object stage(CompletionStage<?> stage) {
        return stage;
    }

    private Object tell(String what) {
        told.add(what);
        return null;
    }

    private Object spin() {
        told.add("spins");
        while (end.getCount() > 0) {
            Thread.onSpinWait();
        }
        return null;
    }

    private Object awaitStubbornly(CountDownLatch latch) {
        told.add("stuck");
        while (true) {
            try {
                latch.await();
                return null;
            } catch (InterruptedException ignored) {
                // that is what it is here for
            }
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
