// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.support.Await;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What a plugin is told, and what it has scheduled. */
class EventsAndTasksTest extends CallsOfAPlugin {

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
        Await.until(() -> told.size() == 3);
        assertThat(told.indexOf("second")).isLessThan(told.indexOf("note"));
        assertThat(told.indexOf("second")).isLessThan(told.indexOf("third"));
        Await.until(() -> floor.guard.isClear());
    }

    @Test
    void aListenerThatHangsIsChargedToItsPluginAndTheNextIsTold() {
        var route = floor.inline(Note.class, (_, _) -> null);
        var peer = floor.peer();
        floor.guard.tell("onJoin", peer.client, () -> awaitStubbornly(end));
        floor.guard.tell("onJoin", peer.client, () -> told.add("next"));
        Await.until(() -> told.contains("stuck"));
        floor.pass(Duration.ofMillis(10_400));

        Await.until(() -> told.contains("next"));
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
        Await.until(() -> told.size() == 4);
    }

    @Test
    void aPluginThatStopsIsToldWhatWaitsAndNothingMore() {
        var go = new CountDownLatch(1);
        var client = floor.peer().client;
        floor.guard.tell("onJoin", client, () -> awaitQuietly(go));
        floor.guard.tell("onLeave", client, () -> told.add("waited"));
        floor.guard.shut();
        floor.guard.tell("onJoin", client, () -> told.add("too late"));
        go.countDown();
        Await.until(() -> !floor.guard.hasEvents() && floor.guard.callsInFlight() == 0);

        floor.guard.tell("onJoin", client, () -> told.add("far too late"));
        assertThat(floor.guard.callsInFlight()).isZero();
        assertThat(floor.guard.hasEvents()).isFalse();
        assertThat(told).containsExactly("waited");
        assertThat(floor.failures()).isZero();
    }

    @Test
    void aTaskThatThrowsCountsAndOneThatHangsIsInterrupted() {
        var after = new AtomicInteger();
        floor.guard.perform(
                () -> {
                    throw new IllegalStateException("broken");
                },
                after::incrementAndGet);
        Await.until(() -> after.get() == 1);
        assertThat(floor.failures()).isOne();
        floor.guard.perform(() -> awaitQuietly(end), after::incrementAndGet);
        Await.until(() -> floor.guard.callsInFlight() == 1);
        floor.pass(Duration.ofSeconds(61));

        Await.until(() -> after.get() == 2);
        assertThat(floor.failures()).isEqualTo(2);
    }

    @Test
    void aTaskThatBeginsWhileThePluginStopsDoesNotRun() {
        var meanwhile = new AtomicReference<Runnable>(() -> {});
        var after = new AtomicInteger();
        try (var calls = calls(() -> meanwhile.getAndSet(() -> {}).run(), Runnable::run)) {
            var guard = calls.guard("other", getClass().getClassLoader());
            meanwhile.set(guard::shut); // not known to be under way yet
            guard.perform(() -> told.add("ran"), after::incrementAndGet);

            assertThat(guard.callsInFlight()).isZero();
        }
        assertThat(told).isEmpty();
        assertThat(after).hasValue(1);
    }

    @Test
    void aTaskThatHasNoThreadYetWhenThePluginStopsDoesNotRun() {
        var threads = new ArrayDeque<Runnable>();
        var after = new AtomicInteger();
        try (var calls = calls(() -> {}, threads::add)) {
            var guard = calls.guard("other", getClass().getClassLoader());
            guard.perform(() -> told.add("ran"), after::incrementAndGet);
            guard.shut();
            assertThat(guard.callsInFlight()).isZero();
            threads.remove().run();
        }
        assertThat(told).isEmpty();
        assertThat(after).hasValue(1);
    }

    @Test
    void anEventForWhichThereIsNoThreadFailsAndTheNextIsTold() {
        var isFull = new AtomicBoolean(true);
        Executor threads =
                call -> {
                    if (isFull.getAndSet(false)) {
                        throw new RejectedExecutionException("expected by the test");
                    }
                    call.run();
                };
        try (var calls = calls(() -> {}, threads)) {
            var guard = calls.guard("test", getClass().getClassLoader());
            var client = floor.peer().client;
            guard.tell("onJoin", client, () -> told.add("first"));
            guard.tell("onJoin", client, () -> told.add("second"));
            floor.pass(Duration.ofMillis(100));

            assertThat(told).containsExactly("second");
            assertThat(floor.failures()).isOne();
            assertThat(guard.isClear()).isTrue();
            assertThat(guard.callsInFlight()).isZero();
        }
    }
}
