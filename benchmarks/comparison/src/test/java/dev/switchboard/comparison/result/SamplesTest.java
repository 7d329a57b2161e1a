// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.comparison.Canned;
import dev.switchboard.comparison.scenario.Scenario;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplesTest {
    private static final Samples.Of OURS = new Samples.Of("us", Scenario.A, Measure.CPU);
    private static final Samples.Of THEIRS = new Samples.Of("them", Scenario.A, Measure.CPU);

    @Test
    void ratiosAreOfTheSameRound() {
        // The machine was twice as slow in the second round, for both.
        Samples samples =
                new Canned()
                        .rounds("us", Scenario.A, Measure.CPU, 3, 6, 3.3)
                        .rounds("them", Scenario.A, Measure.CPU, 2, 4, 2)
                        .samples();

        assertThat(samples.ratio(OURS, THEIRS)).contains(new Spread(1.5, 1.5, 1.65, 3));
    }

    @Test
    void aRoundInWhichOneFailedHasNoRatio() {
        Samples samples =
                new Canned()
                        .rounds("us", Scenario.A, Measure.CPU, 3, 6)
                        .rounds("them", Scenario.A, Measure.CPU, 2)
                        .failed(2, "them", Scenario.A, "the server died")
                        .samples();

        assertThat(samples.ratio(OURS, THEIRS)).contains(new Spread(1.5, 1.5, 1.5, 1));
        assertThat(samples.spread("them", Scenario.A, Measure.CPU)).map(Spread::count).contains(1);
    }

    @Test
    void otherScenariosAndServersAreKeptApart() {
        Samples samples =
                new Canned()
                        .rounds("us", Scenario.A, Measure.CPU, 3)
                        .rounds("us", Scenario.B4, Measure.CPU, 1)
                        .rounds("them", Scenario.A, Measure.P99, 7)
                        .samples();

        assertThat(samples.spread("us", Scenario.A, Measure.CPU)).map(Spread::median).contains(3.0);
        assertThat(samples.ratio(OURS, THEIRS)).isEmpty();
        assertThat(samples.has("them", Scenario.B4)).isFalse();
    }

    @Test
    void folderGivesBackWhatWasPutIn(@TempDir Path path) throws Exception {
        Canned canned =
                new Canned()
                        .server("us", "Us")
                        .skipped("them", "There is no compiler.")
                        .rounds("us", Scenario.A, Measure.CPU, 3, 6)
                        .failed(3, "us", Scenario.A, "a \"reason\"\nof two lines");
        ResultFolder folder = ResultFolder.create(path.resolve("new"));

        folder.write(canned.session());
        for (Sample sample : canned.samples().all()) {
            folder.add(sample);
        }

        assertThat(folder.session()).isEqualTo(canned.session());
        assertThat(folder.samples()).isEqualTo(canned.samples());
    }
}
