// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.run;

import dev.switchboard.comparison.result.Measure;
import dev.switchboard.comparison.result.Sample;
import dev.switchboard.comparison.scenario.Scenario;
import dev.switchboard.comparison.scenario.Stage;
import dev.switchboard.comparison.server.Contender;
import dev.switchboard.comparison.server.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The switch under a steady load for minutes: how long does anybody ever wait? */
public final class Pauses {
    private static final Pattern PAUSE = Pattern.compile("Pause .* (\\d+\\.\\d+)ms$");

    private Pauses() {}

    public static Sample run(Contender contender, Duration time) throws IOException {
        Scenario scenario = Scenario.PAUSES;
        try (RunningServer server = RunningServer.start(contender, Stage.PAUSES)) {
            List<String> words =
                    new ArrayList<>(Bench.words(scenario.words(), contender, Stage.PAUSES, server));
            words.addAll(List.of("--warmup", "10s", "--duration", time.toSeconds() + "s"));
            Bench.Outcome outcome = Bench.run(words, time.plusSeconds(20));
            Path log = server.folder().resolve("gc.log");
            return new Sample(
                    1,
                    contender.id(),
                    scenario.id(),
                    Map.of(Measure.LONGEST_PAUSE.key(), longest(Files.readAllLines(log))),
                    1,
                    false,
                    outcome.failure(),
                    "switchboard bench " + Words.quoted(words),
                    outcome.result());
        }
    }

    /** In microseconds, of the collector's own log. */
    static double longest(List<String> log) {
        return log.stream()
                .map(PAUSE::matcher)
                .filter(found -> found.find())
                .mapToDouble(found -> Double.parseDouble(found.group(1)) * 1000)
                .max()
                .orElse(0);
    }
}
