// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.support.Await;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** How much of the machine the calls of one plugin take. */
class RunningShareTest extends CallsOfAPlugin {

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
        Await.until(() -> {
            floor.time.advance(Duration.ofMillis(1));
            return told.size() == 50;
        });
        go.countDown();
        Await.until(() -> floor.guard.callsInFlight() == 0);
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
        Await.until(() -> told.size() == 1); // it computes, and is not about to begin
        floor.peer().say(JOB);
        floor.pass(Duration.ofSeconds(1));
        var peer = floor.peer();
        peer.say(NOTE);

        assertThat(peer.heard()).containsExactly(NOTED);
        assertThat(told).containsExactly("spins");
        end.countDown();
        Await.until(() -> {
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

        Await.until(() -> told.size() == 3);
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

        Await.until(() -> floor.guard.callsInFlight() == 0);
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
            Await.until(() -> told.size() == begun);
            floor.pass(Duration.ofMillis(10_400));
        }
        Await.until(() -> floor.guard.isClear());
        peer.say(NOTE);

        assertThat(peer.heard()).last().isEqualTo(NOTED);
        assertThat(told).doesNotContain("job");
    }
}
