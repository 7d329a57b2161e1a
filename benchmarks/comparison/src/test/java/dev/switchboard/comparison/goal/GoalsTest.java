// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.goal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.comparison.Canned;
import dev.switchboard.comparison.result.Measure;
import dev.switchboard.comparison.scenario.Scenario;
import org.junit.jupiter.api.Test;

class GoalsTest {

    @Test
    void aGoalIsMetUpToItsLimit() {
        assertThat(judged("CPU / limit", costs(1.10)).words()).isEqualTo("**met**");
        assertThat(judged("CPU / limit", costs(0.88)).words()).isEqualTo("**met**, 20 % below");
        assertThat(judged("CPU / limit", costs(1.32)).words()).isEqualTo("not met, 20 % above");
        assertThat(judged("CPU / limit", costs(1.32)).isMet()).isFalse();
    }

    @Test
    void whatWasNotMeasuredIsNotMet() {
        Verdict verdict = judged("CPU / limit", new Canned());

        assertThat(verdict.isMet()).isFalse();
        assertThat(verdict.words()).isEqualTo("not measured");
    }

    @Test
    void notOneMayBeLost() {
        assertThat(judged("lost by those who stayed", lost(0)).words()).isEqualTo("**met**");
        assertThat(judged("lost by those who stayed", lost(2)).words()).isEqualTo("not met: 2");
    }

    @Test
    void theBestPeerIsWhoeverNeedsLeast() {
        Canned canned =
                new Canned()
                        .rounds("switchboard", Scenario.C_FULL, Measure.CPU, 1)
                        .rounds("good", Scenario.C_FULL, Measure.CPU, 4)
                        .rounds("dear", Scenario.C_FULL, Measure.CPU, 20);

        Verdict verdict = judged("CPU at saturation, 4 under way / best peer", canned);

        assertThat(verdict.measured().orElseThrow().median()).isEqualTo(0.25);
        assertThat(verdict.isMet()).isTrue();
    }

    @Test
    void theLimitIsNoPeer() {
        Verdict verdict = judgedBesideLimits(1, 0.5);

        assertThat(verdict.measured().orElseThrow().median()).isEqualTo(0.5);
        assertThat(verdict.isMet()).isFalse();
    }

    @Test
    void theLimitIsJudgedInPlaceOfTheSwitch() {
        Verdict verdict = judgedBesideLimits(3, 1);

        assertThat(verdict.measured().orElseThrow().median()).isEqualTo(0.5);
        assertThat(verdict.least().orElseThrow().median()).isEqualTo(0.25);
    }

    @Test
    void whereTheLimitTakesNoPartNothingIsSaidOfIt() {
        assertThat(judged("lost by those who stayed", lost(0)).least()).isEmpty();
    }

    @Test
    void aPingPongIsTwoDeliveries() {
        Canned canned =
                new Canned()
                        .rounds("switchboard", Scenario.PING, Measure.CPU_ROUND_TRIP, 30)
                        .rounds("limit", Scenario.ECHO, Measure.CPU, 10);

        assertThat(
                        judged("CPU of a ping-pong / limit's echo", canned)
                                .measured()
                                .orElseThrow()
                                .median())
                .isEqualTo(3);
    }

    /** The switch needs 2, its only competitor 4. */
    private static Verdict judgedBesideLimits(double limit, double coalescing) {
        Canned canned =
                new Canned()
                        .rounds("switchboard", Scenario.C_FULL_32, Measure.CPU, 2)
                        .rounds("limit", Scenario.C_FULL_32, Measure.CPU, limit)
                        .rounds("limit-coalesce", Scenario.C_FULL_32, Measure.CPU, coalescing)
                        .rounds("good", Scenario.C_FULL_32, Measure.CPU, 4);
        return judged("CPU at saturation, 32 under way / best peer", canned);
    }

    private static Canned costs(double times) {
        return new Canned()
                .rounds("switchboard", Scenario.A, Measure.CPU, 5 * times)
                .rounds("limit", Scenario.A, Measure.CPU, 5);
    }

    private static Canned lost(double messages) {
        return new Canned().rounds("switchboard", Scenario.G, Measure.LOST, messages);
    }

    private static Verdict judged(String what, Canned canned) {
        Goal goal =
                Goals.all().stream()
                        .filter(each -> each.what().equals(what))
                        .findFirst()
                        .orElseThrow();
        return Verdict.of(goal, canned.samples());
    }
}
