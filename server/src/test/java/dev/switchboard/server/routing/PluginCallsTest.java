// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.RawMessage;
import dev.switchboard.support.Await;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What a plugin's code can do to the switch, and what the switch does about it. */
class PluginCallsTest extends CallsOfAPlugin {

    // Deadlines

    @Test
    void aCallThatNeverGotAThreadIsAnsweredAtTheDeadlineToo() {
        use("plugins.running-calls = 1");
        floor.blocking(Job.class, (_, _) -> spin());
        var first = floor.peer();
        var second = floor.peer();
        first.say(JOB);
        Await.until(() -> told.size() == 1); // it computes, and is not about to begin
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
        Await.until(() -> floor.guard.callsInFlight() == 0);
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
        Await.until(() -> told.size() == 3);
        floor.pass(Duration.ofMillis(10_400));
        assertThat(floor.guard.stuckCalls()).isEqualTo(3);
        assertThat(floor.failures()).isEqualTo(3);
        var peer = floor.peer();
        peer.say(NOTE);
        assertThat(peer.heard()).singleElement().asString().contains("unavailable");

        stuck.countDown();
        Await.until(() -> floor.guard.stuckCalls() == 0);
        peer.say(NOTE);
        assertThat(peer.heard()).last().isEqualTo(NOTED);
    }

    @Test
    void aStuckCallThatEndsWhileItIsCountedLeavesNoMark() {
        var meanwhile = new AtomicReference<Runnable>(() -> {});
        try (var calls =
                calls(() -> meanwhile.getAndSet(() -> {}).run(), Thread::startVirtualThread)) {
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
        assertThat(floor.paths.receiver("/raw")).isNull();
    }

    @Test
    void allConnectionsOfARawPathShareOneReceiver() {
        var receiver = floor.raw((_, _) -> {});

        assertThat(floor.paths.receiver("/raw")).isSameAs(receiver);
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

    @Test
    void aCallWhoseStageIsAwaitedCountsAllTheTime() {
        var seen = new CopyOnWriteArrayList<Integer>();
        var guards = new LinkedBlockingQueue<PluginGuard>();
        var isLooking = new AtomicBoolean();
        try (var calls =
                calls(
                        () -> {
                            if (isLooking.get()) {
                                seen.add(guards.element().callsInFlight());
                            }
                        },
                        Thread::startVirtualThread)) {
            var guard = calls.guard("other", getClass().getClassLoader());
            guards.add(guard);
            var later = new CompletableFuture<String>();
            var route =
                    Route.inline(
                            guard,
                            floor.shapes.of(Job.class),
                            (_, _) -> {
                                isLooking.set(true);
                                return stage(later);
                            });
            calls.call(route, floor.peer().client, work(() -> route.call().invoke(null, null)));
            assertThat(seen).isNotEmpty().containsOnly(1);

            later.complete("done");
            assertThat(guard.callsInFlight()).isZero();
        }
    }
}
