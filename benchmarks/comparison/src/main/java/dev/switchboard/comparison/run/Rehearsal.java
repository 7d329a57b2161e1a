// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.run;

import dev.switchboard.comparison.scenario.Stage;
import dev.switchboard.comparison.server.Contender;
import dev.switchboard.comparison.server.RunningServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

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
        Path cache = cache();
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

    /** The options of a run that has rehearsed. */
    static List<String> use() {
        Path cache = cache();
        return Files.exists(cache)
                ? List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off")
                : List.of();
    }

    /** The jars alone, among which the generator is: a cache cannot be made of folders. */
    static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> entry.endsWith(".jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path cache() {
        String first = classPath().split(File.pathSeparator, -1)[0];
        return Path.of(first).resolveSibling("generator.aot").toAbsolutePath();
    }
}
