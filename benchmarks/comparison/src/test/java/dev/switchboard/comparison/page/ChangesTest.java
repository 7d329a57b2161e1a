// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.comparison.Canned;
import dev.switchboard.comparison.result.Findings;
import dev.switchboard.comparison.result.Measure;
import dev.switchboard.comparison.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangesTest {
    private final Canned canned =
            new Canned()
                    .server("switchboard-old", "Switchboard, old")
                    .server("switchboard-new", "Switchboard, new");

    @Test
    void ratiosAreOfTheSameRound() {
        canned.rounds("switchboard-old", Scenario.A, Measure.CPU, 1.0, 2.0, 4.0)
                .rounds("switchboard-new", Scenario.A, Measure.CPU, 1.1, 2.0, 3.6);

        Change change = changes().all().getFirst();

        assertThat(change.ratio().median()).isEqualTo(1.0);
        assertThat(change.ratio().lowest()).isEqualTo(0.9);
        assertThat(change.ratio().highest()).isEqualTo(1.1);
        assertThat(change.ratio().count()).isEqualTo(3);
        assertThat(change.isWorse()).isFalse();
    }

    @Test
    void whatCostsMoreThanIsToleratedIsWorse() {
        canned.rounds("switchboard-old", Scenario.A, Measure.CPU, 1.0)
                .rounds("switchboard-new", Scenario.A, Measure.CPU, 1.04)
                .rounds("switchboard-old", Scenario.A, Measure.P99, 1.0)
                .rounds("switchboard-new", Scenario.A, Measure.P99, 1.02);

        assertThat(changes().all()).extracting(Change::verdict).containsExactly("worse", "same");
        assertThat(changes().text())
                .contains("Switchboard, new, beside Switchboard, old")
                .contains("1.040  1.04–1.04  1       worse")
                .contains("1 of 2 medians are worse by more than 3 %.");
    }

    @Test
    void fewerDeliveriesASecondAreWorse() {
        canned.rounds("switchboard-old", Scenario.B32, Measure.RATE, 100.0)
                .rounds("switchboard-new", Scenario.B32, Measure.RATE, 90.0);

        assertThat(changes().all()).extracting(Change::verdict).containsExactly("worse");
    }

    @Test
    void oneBuildAloneHasNothingBesideIt() {
        Canned alone = new Canned().server("switchboard", "Switchboard");

        assertThat(Changes.of(new Findings(alone.session(), alone.samples(), List.of()))).isEmpty();
    }

    @Test
    void thePageShowsTheTableAndJudgesTheLastBuild(@TempDir Path folder) throws IOException {
        canned.rounds("switchboard-old", Scenario.START, Measure.START, 600e3)
                .rounds("switchboard-new", Scenario.START, Measure.START, 480e3);
        Path file = folder.resolve("page.md");

        Page.write(new Findings(canned.session(), canned.samples(), List.of()), file);

        assertThat(Files.readString(file))
                .contains("## Switchboard, new, beside Switchboard, old")
                .contains("| start | start | 600 ms | 480 ms | 0.800 | 0.80–0.80 | 1 | better |")
                .contains("| start | with AOT cache | ≤ 500 ms | 480 ms |");
    }

    private Changes changes() {
        return Changes.of(new Findings(canned.session(), canned.samples(), List.of())).getFirst();
    }
}
