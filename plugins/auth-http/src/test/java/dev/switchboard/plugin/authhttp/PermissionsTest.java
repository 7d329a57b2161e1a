// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.authhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.switchboard.api.Authorizer.Verdict;
import dev.switchboard.api.Code;
import dev.switchboard.api.Question;
import dev.switchboard.api.Refusal;
import dev.switchboard.support.TestBackend;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the backend is asked about what somebody may do, and what its answers mean. */
class PermissionsTest {

    private final TestBackend backend = new TestBackend();
    private Desk desk;

    private Desk open(String... settings) {
        desk =
                Desk.of(
                        "join-url = \"" + backend.url("/join") + "\"",
                        "publish-url = \"" + backend.url("/publish") + "\"",
                        String.join("\n", settings));
        return desk;
    }

    @AfterEach
    void close() {
        desk.close();
        backend.close();
    }

    private static Question question(String action, String client, String user) {
        return new Question(client, Optional.ofNullable(user), action, Optional.of("lobby"));
    }

    @ParameterizedTest
    @CsvSource({"true, ALLOW", "false, DENY", "null, NO_OPINION"})
    void theBackendDecides(String allow, Verdict expected) throws Exception {
        backend.answers("{\"allow\":%s}".formatted(allow));
        open();
        assertThat(desk.decide(question("join", "c1", "ann"))).isEqualTo(expected);
        assertThat(desk.decide(question("publish", "c1", "ann"))).isEqualTo(expected);
    }

    @Test
    void eachActionIsAskedAtItsOwnAddress() throws Exception {
        backend.answers("{\"allow\":true}");
        open();
        desk.decide(question("join", "c1", "ann"));
        desk.decide(question("publish", "c2", null));

        assertThat(backend.asked())
                .extracting(TestBackend.Asked::path, TestBackend.Asked::json)
                .containsExactly(
                        tuple(
                                "/join",
                                "{\"client\":\"c1\",\"user\":\"ann\",\"action\":\"join\",\"room\":\"lobby\"}"),
                        tuple(
                                "/publish",
                                "{\"client\":\"c2\",\"user\":null,\"action\":\"publish\",\"room\":\"lobby\"}"));
    }

    @Test
    void otherActionsAreForOthers() throws Exception {
        open();
        assertThat(desk.decide(question("chat", "c1", "ann"))).isEqualTo(Verdict.NO_OPINION);
        assertThat(backend.asked()).isEmpty();
    }

    @Test
    void anActionWithoutAnAddressIsForOthers() throws Exception {
        open("publish-url = \"\"");
        assertThat(desk.decide(question("publish", "c1", "ann"))).isEqualTo(Verdict.NO_OPINION);
        assertThat(desk.authenticators()).isZero();
    }

    @Test
    void anAnswerHoldsForAUserAndForEachClientThatIsNobody() throws Exception {
        backend.answers("{\"allow\":true}");
        open();
        desk.decide(question("join", "c1", "ann"));
        desk.decide(question("join", "c2", "ann"));
        assertThat(backend.asked()).hasSize(1);

        desk.decide(question("join", "c1", "bob"));
        desk.decide(question("join", "c1", null));
        desk.decide(question("join", "c2", null));
        desk.decide(new Question("c1", Optional.of("ann"), "join", Optional.of("kitchen")));
        desk.decide(question("publish", "c1", "ann"));
        assertThat(backend.asked()).hasSize(6);

        desk.decide(question("join", "c2", null));
        assertThat(backend.asked()).hasSize(6);
    }

    @Test
    void aClientIsNotTakenForAUserOfItsName() throws Exception {
        backend.answers("{\"allow\":true}");
        open();
        desk.decide(question("join", "c1", "c2"));
        backend.answers("{\"allow\":false}");
        assertThat(desk.decide(question("join", "c2", null))).isEqualTo(Verdict.DENY);
    }

    @Test
    void aYesAndANoAreKeptForTimesOfTheirOwn() throws Exception {
        open();
        backend.answers("{\"allow\":true}");
        desk.decide(question("join", "c1", "ann"));
        backend.answers("{\"allow\":false}");
        desk.decide(question("join", "c1", "bob"));
        backend.answers("{\"allow\":null,\"cache_s\":7}");
        desk.decide(question("join", "c1", "eve"));

        desk.advance(Duration.ofSeconds(5).minusNanos(1));
        backend.answers("{\"allow\":true}");
        assertThat(desk.decide(question("join", "c1", "bob"))).isEqualTo(Verdict.DENY);
        desk.advance(Duration.ofNanos(1));
        assertThat(desk.decide(question("join", "c1", "bob"))).isEqualTo(Verdict.ALLOW);

        desk.advance(Duration.ofSeconds(2).minusNanos(1));
        assertThat(desk.decide(question("join", "c1", "eve"))).isEqualTo(Verdict.NO_OPINION);
        desk.advance(Duration.ofNanos(1));
        assertThat(desk.decide(question("join", "c1", "eve"))).isEqualTo(Verdict.ALLOW);
        assertThat(backend.asked()).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({"deny, DENY", "allow, ALLOW"})
    void theOperatorSaysWhatHoldsWhileTheBackendIsDown(String setting, Verdict expected)
            throws Exception {
        backend.close();
        open("when-down = " + setting, "breaker.failures = 2");
        for (int n = 0; n < 4; n++) {
            assertThat(desk.decide(question("join", "c" + n, null))).isEqualTo(expected);
        }
        assertThat(desk.counted("join_requests")).isEqualTo(2);
        assertThat(desk.counted("join_unanswered")).isEqualTo(4);
        assertThat(desk.gauged("join_breaker_open")).isEqualTo(1);
        assertThat(desk.gauged("publish_breaker_open")).as("that is another question").isZero();
    }

    @Test
    void whereTheOperatorSaysNothingTheSwitchDecides() {
        backend.close();
        open();
        assertUnanswered();
    }

    private void assertUnanswered() {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> desk.decide(question("join", "c1", "ann")))
                .satisfies(refusal ->
                        assertThat(refusal.code()).isEqualTo(Code.UNAVAILABLE.wireName()));
        assertThat(desk.counted("join_failures")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "true",
                "{}",
                "{\"allow\":\"true\"}",
                "{\"allow\":1}",
                "{\"allow\":true,\"cache_s\":\"long\"}",
                "{\"allow\":true"
            })
    void anAnswerThatMeansNothingIsNone(String json) {
        backend.answers(json);
        open();
        assertUnanswered();
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 307, 401, 403, 500})
    void otherStatusesAreNoAnswer(int status) throws Exception {
        backend.answers(status, "");
        open("when-down = allow");
        assertThat(desk.decide(question("join", "c1", "ann"))).isEqualTo(Verdict.ALLOW);
        assertThat(desk.counted("join_failures")).isEqualTo(1);
    }
}
