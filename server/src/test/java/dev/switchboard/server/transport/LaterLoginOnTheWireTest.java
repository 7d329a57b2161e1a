// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.support.Await;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients say of themselves when they are connected, and until when it is believed. */
class LaterLoginOnTheWireTest extends LoginOnTheWire {

    @Test
    void whoHasToSayItGetsNothingBefore() throws Exception {
        start(REQUIRED);
        try (var ann = open();
                var bob = open("Authorization: Bearer bob")) {
            say(ann, "{\"msg_type\":\"shout\",\"id\":1,\"text\":\"hi\"}");
            assertThat(ann.next().text()).contains("\"code\":\"login_needed\"", "\"id\":1");
            assertThat(user(ann)).isEmpty();
            say(bob, "{\"msg_type\":\"shout\",\"text\":\"one\"}");
            bob.expectText("{\"msg_type\":\"shouted\",\"text\":\"one\"}");
            say(bob, "{\"msg_type\":\"whisper\",\"id\":1,\"to\":\"" + id(ann) + "\"}");
            bob.expectText("{\"msg_type\":\"ok\",\"id\":1}");

            auth(ann, "ann");
            assertThat(ann.next().text()).as("all that came").startsWith(OK + ",\"user\":\"ann\"");
            say(bob, "{\"msg_type\":\"shout\",\"text\":\"two\"}");
            ann.expectText("{\"msg_type\":\"shouted\",\"text\":\"two\"}");
            assertThat(user(ann)).isEqualTo("ann");
            time.advance(Duration.ofMinutes(5));
            assertThat(user(ann)).as("no deadline any more").isEqualTo("ann");
        }
        Await.until(() -> running.present() == 0);
    }

    @Test
    void pluginsAreToldOfWhoHasSaidIt() throws Exception {
        start(REQUIRED);
        try (var ann = open()) {
            assertThat(user(ann)).isEmpty();
            auth(ann, "ann");
            assertThat(ann.next().text()).startsWith(OK);
        }
        happens("ann is here", "ann has left");
        try (var nobody = open()) {
            assertThat(user(nobody)).isEmpty();
        }
        try (var bob = open("Authorization: Bearer bob")) {
            assertThat(user(bob)).isEqualTo("bob");
        }
        happens("bob is here", "bob has left");
    }

    @Test
    void aPluginThatFailsKeepsNobodyFromTheSwitch() throws Exception {
        start(QUIET + "plugins.quarantine-failures = 1");
        try (var ann = open()) {
            auth(ann, "down");
            assertThat(ann.next().text()).contains("\"code\":\"unavailable\"");
            assertThat(user(ann)).isEmpty();
        }
    }

    @Test
    void aPluginThatIsLateKeepsNobodyFromTheSwitch() throws Exception {
        start(QUIET + "plugins.quarantine-failures = 1, messages.handler-deadline = 1s");
        try (var ann = open()) {
            auth(ann, "slow-ann");
            asked.await();
            time.advance(Duration.ofSeconds(2));
            assertThat(ann.next().text()).contains("\"error\"");
            assertThat(user(ann)).isEmpty();
        }
    }

    private void happens(String... expected) throws InterruptedException {
        for (String event : expected) {
            assertThat(events.poll(20, TimeUnit.SECONDS)).isEqualTo(event);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoLeavesBeforeTheAnswerTakesNoPlace(boolean isRequired) throws Exception {
        start(
                QUIET
                        + "messages.handler-deadline = 5m, gate.per-user.connections = 1\n"
                        + "auth.required = "
                        + isRequired);
        try (var ann = open()) {
            String id = id(ann);
            auth(ann, "slow-ann");
            asked.await();
            assertThat(running.revoker().end(id)).isTrue();
            ann.expectClose(4500);
        }
        time.advance(
                Duration.ofSeconds(10)); // it was not read, so its answer is not awaited longer
        Await.until(() -> running.present() == 0);
        answered.countDown();
        Await.until(() -> answers() == 1);
        for (int i = 0; i < 3; i++) {
            try (var ann = open("Authorization: Bearer ann")) {
                assertThat(user(ann)).isEqualTo("ann");
            }
            Await.until(() -> running.present() == 0);
        }
    }

    @Test
    void aPathWithoutMessagesNeedsItAtOnce() throws Exception {
        start(REQUIRED);
        var answer = ask("/raw");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(ask("/raw", "Authorization: Bearer ann").status()).isEqualTo(101);
    }

    @Test
    void whoDoesNotSayItInTimeIsClosed() throws Exception {
        start(REQUIRED);
        try (var ann = open()) {
            assertThat(user(ann)).isEmpty();
            time.advance(Duration.ofSeconds(6));
            ann.expectClose(4501);
        }
        Await.until(() -> running.present() == 0);
    }

    @Test
    void whoTriesTooOftenIsClosed() throws Exception {
        start(REQUIRED + "auth { messages-before = 2 }");
        try (var ann = open()) {
            auth(ann, "bad");
            assertThat(ann.next().text())
                    .contains("\"code\":\"bad_signature\"", "somebody else has signed it");
            auth(ann, "unknown");
            assertThat(ann.next().text()).contains("\"code\":\"bad_token\"");
            auth(ann, "ann");
            ann.expectClose(4501);
        }
    }

    @Test
    void whoHasToSayItMaySendSmallFramesOnly() throws Exception {
        start(REQUIRED);
        try (var ann = open()) {
            say(ann, "x".repeat(6000));
            ann.expectClose(1009);
        }
        try (var ann = open()) {
            ann.send(ClientFrame.fragment(Opcode.TEXT, false, "{"));
            ann.expectClose(1008);
        }
        try (var bob = open("Authorization: Bearer bob")) {
            say(bob, "x".repeat(6000));
            assertThat(bob.next().text()).contains("bad_json");
        }
    }

    @Test
    void aClientMayShowAnotherTokenOfTheSameUser() throws Exception {
        start(QUIET);
        try (var ann = open("Authorization: Bearer ann-60")) {
            assertThat(user(ann)).isEqualTo("ann");
            time.advance(Duration.ofSeconds(31));
            assertThat(ann.next().text())
                    .startsWith("{\"msg_type\":\"expiring\",\"expires_in_ms\":");
            auth(ann, "ann-600");
            assertThat(ann.next().text()).startsWith(OK + ",\"user\":\"ann\",\"expires_at\":");
            time.advance(Duration.ofSeconds(100));
            assertThat(user(ann)).isEqualTo("ann");
            auth(ann, "bob");
            assertThat(ann.next().text()).contains("\"code\":\"bad_token\"");
            assertThat(user(ann)).isEqualTo("ann");
        }
    }

    @Test
    void theAnswerTellsWhatTheTokenAllows() throws Exception {
        start(QUIET);
        try (var ann = open()) {
            auth(ann, "ann-60");
            assertThat(ann.next().text())
                    .contains("\"rights\":[{\"actions\":[\"join\"],\"rooms\":\"a.*\"}]");
        }
    }

    @Test
    void whoseTokenExpiresIsToldAndThenClosed() throws Exception {
        start(QUIET);
        try (var ann = open("Authorization: Bearer ann-60")) {
            assertThat(user(ann)).isEqualTo("ann");
            time.advance(Duration.ofSeconds(31));
            assertThat(ann.next().text()).contains("expiring");
            time.advance(Duration.ofSeconds(30));
            ann.expectClose(4002);
        }
        Await.until(() -> running.present() == 0);
    }

    @Test
    void theSameTokenShownAgainIsNotBelievedForLonger() throws Exception {
        start(QUIET);
        try (var ann = open("Authorization: Bearer ann-until-noon")) {
            auth(ann, "ann-until-noon");
            assertThat(ann.next().text()).startsWith(OK);
            auth(ann, "ann-until-noon");
            assertThat(ann.next().text()).startsWith(OK);
            time.advance(Duration.ofSeconds(31));
            assertThat(ann.next().text()).contains("expiring");
            time.advance(Duration.ofSeconds(30));
            ann.expectClose(4002);
        }
    }

    @Test
    void aUserHasOnlySoManyConnectionsHoweverTheyLogIn() throws Exception {
        start(QUIET + "gate.per-user.connections = 1");
        try (var first = open("Authorization: Bearer ann");
                var second = open()) {
            assertThat(user(first)).isEqualTo("ann");
            assertThat(ask("/ws", "Authorization: Bearer ann").status()).isEqualTo(429);
            auth(second, "ann");
            assertThat(second.next().text()).contains("\"code\":\"too_many_connections\"");
            assertThat(user(second)).isEmpty();
            first.vanish();
            Await.until(() -> running.present() == 1);
            auth(second, "ann");
            assertThat(second.next().text()).startsWith(OK);
        }
    }
}
