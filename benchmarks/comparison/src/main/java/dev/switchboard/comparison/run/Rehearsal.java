// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.run;

import dev.switchboard.comparison.scenario.Stage;
import dev.switchboard.comparison.server.Contender;
import dev.switchboard.comparison.server.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The generator once through its work before anything is measured: Java keeps what it learned in a
 * cache, so that each later run has its code compiled after two seconds instead of after four, and
 * a short warm-up is one of the server alone.
 */
final class Rehearsal {
    private static final Duration LENGTH = Duration.ofSeconds(5);

    private Rehearsal() {}

    /** Leaves the cache; without one, if it cannot be made, runs are only colder. */
    static void hold(Contender contender) throws IOException {
        Path cache = Bench.cache();
        Files.deleteIfExists(cache);
        Path folder = Files.createTempDirectory("bench");
        Path json = folder.resolve("result.json");
        Path complaints = folder.resolve("complaints");
        try (RunningServer server = RunningServer.start(contender, Stage.ROOMS)) {
            List<String> words =
                    List.of(
                            "fan-out",
                            "--connections",
                            "1000",
                            "--rate",
                            "100",
                            "--duration",
                            LENGTH.toSeconds() + "s");
            Process process =
                    Bench.start(
                            List.of("-XX:AOTCacheOutput=" + cache),
                            Bench.words(words, contender, Stage.ROOMS, server),
                            json,
                            complaints);
            Bench.outcome(process, json, complaints, LENGTH);
        } finally {
            Files.deleteIfExists(json);
            Files.deleteIfExists(complaints);
            Files.deleteIfExists(folder);
        }
    }
}
