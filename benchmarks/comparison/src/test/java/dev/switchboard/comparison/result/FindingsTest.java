// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.comparison.Canned;
import dev.switchboard.comparison.scenario.Scenario;
import dev.switchboard.comparison.server.Contender;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingsTest {
    @TempDir private Path folder;

    @Test
    void aScenarioIsTakenFromTheLastComparisonThatHasIt() throws IOException {
        var first =
                kept(
                        "first",
                        new Canned()
                                .server("switchboard", "Switchboard")
                                .server("go", "Go")
                                .rounds("switchboard", Scenario.A, Measure.CPU, 1)
                                .rounds("go", Scenario.A, Measure.CPU, 2)
                                .rounds("go", Scenario.F, Measure.CPU, 3));
        var second =
                kept(
                        "second",
                        new Canned()
                                .server("switchboard", "Switchboard")
                                .rounds("switchboard", Scenario.A, Measure.CPU, 4));

        Findings findings = Findings.of(List.of(first, second));

        assertThat(findings.samples().spread("switchboard", Scenario.A, Measure.CPU))
                .hasValueSatisfying(spread -> assertThat(spread.median()).isEqualTo(4));
        assertThat(findings.samples().has("go", Scenario.A)).as("beside another's").isFalse();
        assertThat(findings.samples().has("go", Scenario.F)).isTrue();
        assertThat(findings.session().servers())
                .extracting(Contender.Identity::id)
                .containsExactly("switchboard", "go");
        assertThat(findings.earlier())
                .singleElement()
                .satisfies(each -> assertThat(each.scenarios()).containsExactly(Scenario.F));
    }

    @Test
    void whatWasSkippedLastButIsThereIsNotCalledMissing() throws IOException {
        var first =
                kept(
                        "first",
                        new Canned().server("go", "Go").rounds("go", Scenario.F, Measure.CPU, 3));
        var second =
                kept(
                        "second",
                        new Canned()
                                .skipped("go", "There is no Go here.")
                                .skipped("axum", "There is no Rust here.")
                                .rounds("switchboard", Scenario.A, Measure.CPU, 4));

        assertThat(Findings.of(List.of(first, second)).session().skipped())
                .containsOnlyKeys("axum");
    }

    @Test
    void oneComparisonIsItself() throws IOException {
        var only = kept("only", new Canned().rounds("switchboard", Scenario.A, Measure.CPU, 4));

        Findings findings = Findings.of(List.of(only));

        assertThat(findings.earlier()).isEmpty();
        assertThat(findings.samples().all()).hasSize(1);
    }

    private ResultFolder kept(String name, Canned canned) throws IOException {
        ResultFolder kept = ResultFolder.create(folder.resolve(name));
        kept.write(canned.session());
        for (Sample sample : canned.samples().all()) {
            kept.add(sample);
        }
        return kept;
    }
}
