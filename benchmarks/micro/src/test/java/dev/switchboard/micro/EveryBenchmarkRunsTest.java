// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Each benchmark runs for a moment, in this virtual machine. How fast is for others to say. */
class EveryBenchmarkRunsTest {

    @Test
    void eachGivesAFigure() throws Exception {
        System.setProperty("jmh.ignoreLock", "true"); // nothing is measured here
        var options =
                new OptionsBuilder()
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(2))
                        .param("memberships", "10", "1000")
                        .syncIterations(false) // else one that hangs hangs for ever
                        .timeout(TimeValue.seconds(30))
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build();
        var results = new Runner(options).run();
        assertThat(results).allMatch(result -> result.getPrimaryResult().getScore() > 0);
        assertThat(results)
                .extracting(result -> result.getParams().getBenchmark())
                .containsAll(all())
                .isNotEmpty();
    }

    private static Set<String> all() {
        var silent = OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT);
        return BenchmarkList.defaultList().getAll(silent, List.of()).stream()
                .map(BenchmarkListEntry::getUsername)
                .collect(Collectors.toSet());
    }
}
