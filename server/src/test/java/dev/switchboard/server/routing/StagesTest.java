// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Code;
import dev.switchboard.api.Refusal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** Handlers that answer later, by a stage. */
class StagesTest extends CallsOfAPlugin {

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
}
