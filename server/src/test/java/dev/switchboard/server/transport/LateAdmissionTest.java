// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Identity;
import dev.switchboard.server.RunningSwitch;
import dev.switchboard.server.client.Admission;
import dev.switchboard.server.client.Admission.Admitted;
import dev.switchboard.server.client.Admission.Decision;
import dev.switchboard.server.client.Admission.Later;
import dev.switchboard.server.client.Admission.Outcome;
import dev.switchboard.server.client.Admission.Refused;
import dev.switchboard.server.client.Rejection;
import dev.switchboard.server.time.VirtualTime;
import dev.switchboard.support.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Steps of the admission that take their time, against a switch that listens. */
class LateAdmissionTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String SETTINGS =
            """
            listen.handshake-timeout = 30s
            heartbeat { interval = 1h, timeout = 1h }
            gate { max-connections = 2, trusted-proxies = [127.0.0.1], user-header = X-User }
            gate { per-address.connections = 2, per-user.connections = 1 }
            """;

    /** Whoever says that this is its name is asked about. */
    private static final String STRANGER = "stranger";

    /** A stranger who waits. */
    private record Waiting(Admission admission, CompletableFuture<Decision> answer) {}

    private final VirtualTime time = new VirtualTime();
    private final BlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>();
    private RunningSwitch running;
    private int alarmsBefore;

    @BeforeEach
    void start() throws Exception {
        running =
                RunningSwitch.with(
                        SETTINGS,
                        context ->
                                context.endpoint(
                                        "/echo", (message, sender) -> sender.send(message)),
                        time);
        running.identifyBy(this::ask);
        alarmsBefore = time.waiting();
    }

    @AfterEach
    void stop() {
        running.close();
    }

    private Outcome ask(Admission admission) {
        if (!admission.user().equals(Optional.of(STRANGER))) {
            return Admission.ADMITTED;
        }
        var asked = new Waiting(admission, new CompletableFuture<>());
        waiting.add(asked);
        return new Later(asked.answer());
    }

    private RawClient stranger() throws IOException {
        var client = RawClient.connect(running.port());
        client.send(RawClient.handshake("/echo", "X-User: " + STRANGER));
        return client;
    }

    /** The only one who waits, once it is so and has its limit beside that of its handshake. */
    private Waiting asked() throws InterruptedException {
        var asked = waiting.poll(20, TimeUnit.SECONDS);
        assertThat(asked).as("somebody who waits").isNotNull();
        Await.until(() -> time.waiting() >= alarmsBefore + 2);
        return asked;
    }

    private static void admit(Waiting stranger, String name) {
        stranger.answer().complete(stranger.admission().identify(Optional.of(Identity.of(name))));
    }

    /** All places are given back, sooner or later, and no more than all. */
    private void assertAllPlacesAreFree() {
        Await.until(() -> running.present() == 0 && statuses().equals(List.of(101, 101, 429)));
        Await.until(() -> running.present() == 0);
    }

    /** What those are told who come while the ones before them stay. */
    private List<Integer> statuses() {
        time.advance(Duration.ofSeconds(1));
        try (var ada = RawClient.connect(running.port());
                var grace = RawClient.connect(running.port());
                var alan = RawClient.connect(running.port())) {
            return List.of(
                    status(ada, "X-User: ada"),
                    status(grace, "X-User: grace"),
                    status(alan, "X-User: alan"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static int status(RawClient client, String user) throws IOException {
        client.send(RawClient.handshake("/echo", user));
        return client.readResponse().status();
    }

    @Test
    void othersComeInWhileOneWaits() throws Exception {
        try (var stranger = stranger()) {
            var asked = asked();

            for (int each = 0; each < 20; each++) {
                try (var other = RawClient.open(running.port(), "/echo")) {
                    other.send(ClientFrame.text("no queue"));
                    other.expectText("no queue");
                }
                Await.until(() -> running.present() == 0);
            }
            assertThat(stranger.hasAnswer()).isFalse();

            admit(asked, "ada");
            assertThat(stranger.readResponse().status()).isEqualTo(101);
            stranger.send(ClientFrame.text("at last"));
            stranger.expectText("at last");
        }
        assertAllPlacesAreFree();
    }

    @Test
    void whatIsSentMeanwhileIsHeardAfterwards() throws Exception {
        try (var stranger = RawClient.connect(running.port())) {
            stranger.send(
                    RawClient.handshake("/echo", "X-User: " + STRANGER),
                    ClientFrame.text("in a hurry"));
            var asked = asked();
            stranger.send(ClientFrame.text("and more"));

            admit(asked, "ada");

            assertThat(stranger.readResponse().status()).isEqualTo(101);
            stranger.expectText("in a hurry");
            stranger.expectText("and more");
        }
    }

    @Test
    void whoIsRefusedLaterIsTold() throws Exception {
        try (var stranger = stranger()) {
            asked().answer().complete(new Refused(Rejection.USER_FULL));

            assertThat(stranger.readResponse().status()).isEqualTo(429);
            stranger.expectEnd();
        }
        assertAllPlacesAreFree();
    }

    @Test
    void theUserThatIsFoundLaterHasItsLimit() throws Exception {
        try (var _ = RawClient.open(running.port(), "/echo", "X-User: ada");
                var stranger = stranger()) {
            admit(asked(), "ada");

            assertThat(stranger.readResponse().status()).isEqualTo(429);
        }
        assertAllPlacesAreFree();
    }

    @Test
    void whoGetsNoAnswerIsToldToTryAgainWhenItsTimeIsUp() throws Exception {
        try (var stranger = stranger()) {
            var asked = asked();
            time.advance(LIMIT.minusMillis(1));
            assertThat(stranger.hasAnswer()).isFalse();
            time.advance(Duration.ofMillis(1));

            var answer = stranger.readResponse();
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isNotNull();
            stranger.expectEnd();
            assertAllPlacesAreFree();

            admit(asked, "ada");
            assertAllPlacesAreFree();
        }
    }

    @Test
    void whoseAnswerFailsIsToldToTryAgain() throws Exception {
        try (var stranger = stranger()) {
            asked().answer().completeExceptionally(new IllegalStateException("out of order"));

            assertThat(stranger.readResponse().status()).isEqualTo(503);
        }
        assertAllPlacesAreFree();
    }

    @Test
    void aStepThatThrowsRefuses() throws Exception {
        running.identifyBy(admission -> {
            if (admission.user().equals(Optional.of("trouble"))) {
                throw new IllegalStateException("out of order");
            }
            return Admission.ADMITTED;
        });

        for (int each = 0; each < 3; each++) {
            try (var trouble = RawClient.connect(running.port())) {
                assertThat(status(trouble, "X-User: trouble")).isEqualTo(503);
            }
        }
        assertAllPlacesAreFree();
    }

    @Test
    void whoGoesAwayMeanwhileHoldsNothingAfterTheAnswer() throws Exception {
        var stranger = stranger();
        var asked = asked();
        stranger.vanish();

        admit(asked, "ada");

        assertAllPlacesAreFree();
    }

    @Test
    void whoGoesAwayMeanwhileHoldsNothingAfterItsTime() throws Exception {
        var stranger = stranger();
        asked();
        stranger.vanish();

        time.advance(LIMIT);

        assertAllPlacesAreFree();
    }

    @Test
    void whoWaitsWhileTheSwitchStopsIsTurnedAway() throws Exception {
        try (var stranger = stranger()) {
            var asked = asked();
            running.hurry();

            admit(asked, "ada");

            assertThat(stranger.readResponse().status()).isEqualTo(503);
        }
    }

    @Test
    void aStepThatAnswersAtOnceThoughItMightTakeTimeIsNothingSpecial() throws Exception {
        running.identifyBy(_ -> new Later(CompletableFuture.completedStage(new Admitted())));

        try (var client = RawClient.open(running.port(), "/echo")) {
            client.send(ClientFrame.text("hi"));
            client.expectText("hi");
        }
        assertAllPlacesAreFree();
    }
}
