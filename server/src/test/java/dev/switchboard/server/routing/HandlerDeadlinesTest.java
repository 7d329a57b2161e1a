// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.support.Await;
import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** How long a handler may take, and what becomes of one that takes longer. */
class HandlerDeadlinesTest extends CallsOfAPlugin {

    private static final String UNANSWERED = "{\"msg_type\":\"note\"}";

    @Test
    void aHandlerThatNeverEndsIsInterruptedAtItsDeadline() throws Exception {
        var begun = new CountDownLatch(1);
        floor.blocking(
                Job.class,
                (_, _) -> {
                    begun.countDown();
                    new CountDownLatch(1).await();
                    return null;
                });
        floor.inline(Note.class, (_, _) -> tell("noted"));
        var peer = floor.peer();
        peer.say(JOB);
        peer.say(UNANSWERED);
        begun.await();
        floor.time.advance(Duration.ofSeconds(10));
        assertThat(peer.heardSoFar()).isEmpty();
        floor.time.advance(Duration.ofMillis(200));
        assertThat(peer.heard()).singleElement().asString().contains("\"id\":1", "timeout");
        assertThat(told).containsExactly("noted");
    }

    @Test
    void aHandlerThatIgnoresItsInterruptIsLeftAloneAndItsClientGoesOn() throws Exception {
        var ended = new CountDownLatch(1);
        floor.blocking(
                Job.class,
                (_, _) -> {
                    awaitStubbornly(end);
                    ended.countDown();
                    return null;
                });
        floor.inline(Note.class, (_, _) -> tell("noted"));
        var peer = floor.peer();
        peer.say(JOB);
        peer.say(UNANSWERED);
        Await.until(() -> told.contains("stuck"));
        floor.time.advance(Duration.ofSeconds(10));
        assertThat(peer.heardSoFar()).isEmpty();
        floor.time.advance(Duration.ofMillis(200));
        assertThat(peer.heard()).singleElement().asString().contains("\"id\":1", "timeout");
        assertThat(told).containsExactly("stuck", "noted");
        assertThat(floor.guard.stuckCalls()).isOne();
        assertThat(floor.failures()).isOne();
        end.countDown();
        ended.await();
        Await.until(() -> floor.guard.stuckCalls() == 0);
        peer.say(UNANSWERED);
        assertThat(peer.heard()).hasSize(1);
        assertThat(peer.client.readGate().isHeld()).isFalse();
    }

    @Test
    void anInlineHandlerThatBlocksIsInterruptedAndGetsThreadsOfItsOwn() throws Exception {
        var begun = new CountDownLatch(1);
        var threads = new CopyOnWriteArrayList<Boolean>();
        var route =
                floor.inline(
                        Job.class,
                        (_, _) -> {
                            threads.add(Thread.currentThread().isVirtual());
                            if (begun.getCount() > 0) {
                                begun.countDown();
                                new CountDownLatch(1).await();
                            }
                            return null;
                        });
        var peer = floor.peer();
        var reader = Thread.ofPlatform().start(() -> peer.say(JOB));
        begun.await();
        floor.time.advance(Duration.ofMillis(500));
        assertThat(route.isInline()).isTrue();
        floor.time.advance(Duration.ofMillis(100));
        reader.join();
        assertThat(route.isInline()).isFalse();
        peer.say("{\"msg_type\":\"job\",\"id\":2}");
        assertThat(peer.heard()).hasSize(2).endsWith("{\"msg_type\":\"ok\",\"id\":2}");
        assertThat(peer.heard().getFirst()).contains("timeout");
        assertThat(threads).containsExactly(false, true);
    }

    @Test
    void theInterruptOfOneHandlerIsNotLeftToTheNext() throws Exception {
        var begun = new CountDownLatch(1);
        floor.inline(
                Job.class,
                (_, _) -> {
                    begun.countDown();
                    while (!Thread.currentThread().isInterrupted()) {
                        Thread.onSpinWait();
                    }
                    end.countDown();
                    return null; // with the mark of the interrupt still on the thread
                });
        var peer = floor.peer();
        var marks = new CopyOnWriteArrayList<Boolean>();
        var reader =
                Thread.ofPlatform()
                        .start(() -> {
                            peer.say(JOB);
                            marks.add(Thread.currentThread().isInterrupted());
                        });
        begun.await();
        floor.time.advance(Duration.ofMillis(600));
        end.await();
        reader.join();
        assertThat(marks).containsExactly(false);
        assertThat(peer.heard()).singleElement().asString().contains("timeout");
    }
}
