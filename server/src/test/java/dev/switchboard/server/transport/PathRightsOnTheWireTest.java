// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Authorizer.Verdict;
import dev.switchboard.api.Credentials;
import dev.switchboard.api.Grant;
import dev.switchboard.api.Identity;
import dev.switchboard.api.PluginContext;
import dev.switchboard.api.Question;
import dev.switchboard.support.Await;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who may connect to which path, and for how long. */
class PathRightsOnTheWireTest extends LoginOnTheWire {

    private static final String ONLY_ANN =
            "rights.rules = [ { allow = [connect], rooms = [\"/raw\"], users = [ann] },"
                    + " { deny = [connect], rooms = [\"/raw\"] } ]\n";
    private static final String ANN = "Authorization: Bearer ann";
    private static final String BOB = "Authorization: Bearer bob";

    private final List<Question> questions = new CopyOnWriteArrayList<>();
    private volatile Verdict verdict = Verdict.NO_OPINION;
    private boolean decides;
    private boolean fails;

    @Override
    void plugin(PluginContext context) {
        super.plugin(context);
        if (decides) {
            context.authorize(question -> {
                questions.add(question);
                if (fails) {
                    throw new IOException("nobody is there");
                }
                return verdict;
            });
        }
    }

    @Override
    Optional<Identity> identity(Credentials credentials) throws Exception {
        return switch (credentials.token().orElse("")) {
            case "ann-raw" -> granted(new Grant(Set.of("connect"), "/raw"));
            case "ann-rooms" -> granted(new Grant(Set.of("join"), "a.*"));
            default -> super.identity(credentials);
        };
    }

    private static Optional<Identity> granted(Grant grant) {
        return Optional.of(Identity.of("ann").granted(List.of(grant)));
    }

    private RawClient raw(String... headers) throws IOException {
        return RawClient.open(running.port(), "/raw", headers);
    }

    private int status(String path, String... headers) throws IOException {
        return ask(path, headers).status();
    }

    private long forbidden() {
        return running.count("switchboard_forbidden_total");
    }

    @Test
    void whoMayNotConnectIsAnswered403AndTakesNoPlace() throws Exception {
        start(QUIET + ONLY_ANN + "gate.per-user.connections = 1");
        for (int time = 0; time < 3; time++) {
            var answer = ask("/raw", BOB);
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.body()).isEqualTo("You may not connect here.\n");
        }
        assertThat(status("/raw")).as("nobody").isEqualTo(403);
        assertThat(forbidden()).isEqualTo(4);
        assertThat(status("/raw", ANN)).isEqualTo(101);
        assertThat(status("/ws", BOB)).as("another path, and bob's only place").isEqualTo(101);
    }

    @Test
    void whatNamesEverythingDoesNotNameConnecting() throws Exception {
        start(QUIET + "rights { otherwise = deny, rules = [ { deny = [\"*\"] } ] }");
        assertThat(status("/raw")).isEqualTo(101);
        assertThat(status("/ws")).isEqualTo(101);
    }

    @Test
    void grantsThatNamePathsSayAllAboutThem() throws Exception {
        start(QUIET);
        assertThat(status("/raw", "Authorization: Bearer ann-raw")).isEqualTo(101);
        assertThat(status("/ws", "Authorization: Bearer ann-raw")).isEqualTo(403);
        assertThat(status("/raw", "Authorization: Bearer ann-rooms")).isEqualTo(101);
    }

    @Test
    void otherRulesCloseWhoeverMayNotBeThereAnyMore() throws Exception {
        start(QUIET);
        try (var ann = raw(ANN);
                var bob = raw(BOB);
                var chatting = open(BOB)) {
            Await.until(() -> running.present() == 3);
            running.change(QUIET + ONLY_ANN);
            bob.expectClose(4500);
            ann.send(ClientFrame.text("still here"));
            ann.expectText("still here");
            assertThat(user(chatting)).isEqualTo("bob");
            assertThat(forbidden()).isEqualTo(1);
            running.change(QUIET + "rights.rules = [ { deny = [connect], users = [bob] } ]");
            chatting.expectClose(4500);
        }
        Await.until(() -> running.present() == 0);
    }

    @Test
    void whoLogsInAsSomebodyWhoMayNotConnectIsClosed() throws Exception {
        start(REQUIRED + "rights.rules = [ { deny = [connect], users = [bob] } ]");
        try (var bob = open();
                var ann = open()) {
            auth(bob, "bob");
            bob.expectClose(4500);
            auth(ann, "ann");
            assertThat(ann.next().text()).startsWith(OK);
        }
        assertThat(events.poll(20, TimeUnit.SECONDS))
                .as("plugins know nothing of bob")
                .isEqualTo("ann is here");
    }

    @Test
    void whoStillHasToLogInMayConnectForThat() throws Exception {
        start(REQUIRED + "rights.rules = [ { deny = [connect], anonymous = true } ]");
        try (var ann = open()) {
            auth(ann, "ann");
            assertThat(ann.next().text()).startsWith(OK);
        }
    }

    @Test
    void aTokenThatGrantsLessClosesWhoShowsIt() throws Exception {
        start(QUIET);
        try (var ann = open(ANN)) {
            assertThat(user(ann)).isEqualTo("ann");
            auth(ann, "ann-raw");
            ann.expectClose(4500);
        }
    }

    @Test
    void pluginsAreAskedWhereRulesSayNothing() throws Exception {
        decides = true;
        start(QUIET + "rights.rules = [ { allow = [connect], users = [ann] } ]");
        assertThat(status("/raw", BOB)).as("no opinion").isEqualTo(101);
        assertThat(questions)
                .containsExactly(
                        new Question("", Optional.of("bob"), "connect", Optional.of("/raw")));
        verdict = Verdict.DENY;
        assertThat(status("/raw", BOB)).isEqualTo(403);
        assertThat(status("/raw", ANN)).isEqualTo(101);
    }

    @Test
    void pluginsAreAskedAgainWhenRulesChange() throws Exception {
        decides = true;
        start(QUIET);
        try (var bob = raw(BOB)) {
            Await.until(() -> running.present() == 1);
            verdict = Verdict.DENY;
            running.change(QUIET + "rights.rules = [ { deny = [join], rooms = [x] } ]");
            bob.expectClose(4500);
        }
    }

    @Test
    void whereAPluginDoesNotAnswerItMayBeTriedAgain() throws Exception {
        decides = true;
        fails = true;
        start(QUIET);
        assertThat(status("/raw")).isEqualTo(503);
        running.change(QUIET + "rights.unanswered = allow");
        assertThat(status("/raw")).isEqualTo(101);
    }

    @Test
    void theHealthCheckIsAskedForNothing() throws Exception {
        decides = true;
        verdict = Verdict.DENY;
        start(QUIET + "rights.rules = [ { deny = [connect] } ]");
        String probe = Probe.HEADER + ": " + running.probe().token();
        try (var checking = open(probe)) {
            running.change(QUIET + "rights.rules = [ { deny = [connect], rooms = [\"/ws\"] } ]");
            assertThat(user(checking)).isEmpty();
        }
        assertThat(questions).isEmpty();
    }
}
