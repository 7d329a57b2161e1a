// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.run;

import dev.switchboard.comparison.scenario.Scenario;
import dev.switchboard.comparison.scenario.Stage;
import dev.switchboard.comparison.server.Brood;
import dev.switchboard.comparison.server.Contender;
import dev.switchboard.comparison.server.Mode;
import dev.switchboard.comparison.server.RunningServer;
import dev.switchboard.load.result.Result;
import dev.switchboard.load.result.ResultJson;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The load generator as a process of its own, the same that users have as {@code switchboard
 * bench}.
 */
final class Bench {
    /** What a run may take beyond what it was told to: to connect, to drain, to end. */
    private static final Duration SLACK = Duration.ofSeconds(45);

    private Bench() {}

    /**
     * A run that is over.
     *
     * @param failure why there is no result; empty if there is one
     */
    record Outcome(@Nullable Result result, String failure) {}

    /** The words that make the generator speak to that server as it wants to be spoken to. */
    static List<String> words(
            List<String> scenario, Contender contender, Stage stage, RunningServer server) {
        Mode mode = contender.mode(stage);
        List<String> words = new ArrayList<>(scenario);
        String protocol = stage == Stage.SECURE ? "wss" : "ws";
        words.add("--url");
        words.add("%s://127.0.0.1:%d%s".formatted(protocol, server.port(), mode.path()));
        words.add("--pid");
        words.add(String.valueOf(server.pid()));
        if (mode.hello().isEmpty() && mode.message().equals("%p")) {
            words.add("--raw");
        } else {
            for (String hello : mode.hello()) {
                words.add("--hello");
                words.add(hello);
            }
            words.add("--message");
            words.add(mode.message());
        }
        if (contender.packsLines()) {
            words.add("--lines");
        }
        return words;
    }

    /** Starts a run; it goes on by itself. */
    static Process start(List<String> words, Path json, Path complaints) throws IOException {
        return start(rehearsed(), words, json, complaints);
    }

    /** The same, with more options for its Java. */
    static Process start(List<String> options, List<String> words, Path json, Path complaints)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-Xms256m", "-Xmx2g"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), "dev.switchboard.load.Main"));
        command.addAll(words);
        command.addAll(List.of("--json", json.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectError(complaints.toFile());
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        return builder.start();
    }

    /** Runs the generator to its end, or ends it when it takes too long. */
    static Outcome run(List<String> words, Duration planned) throws IOException {
        Path folder = Files.createTempDirectory("bench");
        Path json = folder.resolve("result.json");
        Path complaints = folder.resolve("complaints");
        try {
            Process process = start(words, json, complaints);
            return outcome(process, json, complaints, planned);
        } finally {
            Files.deleteIfExists(json);
            Files.deleteIfExists(complaints);
            Files.deleteIfExists(folder);
        }
    }

    /** Waits for a run that was started. */
    static Outcome outcome(Process process, Path json, Path complaints, Duration planned)
            throws IOException {
        try {
            boolean isOver = process.waitFor(planned.plus(SLACK).toMillis(), TimeUnit.MILLISECONDS);
            if (!isOver) {
                Brood.end(process);
                return new Outcome(null, "the generator did not come to an end");
            }
        } catch (InterruptedException interrupted) {
            Brood.end(process);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
        if (Files.exists(json) && Files.size(json) > 0) {
            try {
                return new Outcome(ResultJson.read(json), "");
            } catch (IllegalArgumentException broken) {
                return new Outcome(null, "the generator wrote " + broken.getMessage());
            }
        }
        String words = Files.readString(complaints).strip();
        return new Outcome(
                null,
                "the generator ended with %d: %s"
                        .formatted(
                                process.exitValue(), words.substring(words.lastIndexOf('\n') + 1)));
    }

    /** How long a run should take by its scenario and times. */
    static Duration planned(Scenario scenario, Timing timing) {
        return timing.warmup().plus(timing.window(scenario).multipliedBy(2));
    }

    /** The options of a run that has rehearsed. */
    private static List<String> rehearsed() {
        Path cache = cache();
        return Files.exists(cache)
                ? List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off")
                : List.of();
    }

    /** The jars alone, among which the generator is: a cache cannot be made of folders. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> entry.endsWith(".jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** What a rehearsal leaves, and each later run uses. */
    static Path cache() {
        String first = classPath().split(File.pathSeparator, -1)[0];
        return Path.of(first).resolveSibling("generator.aot").toAbsolutePath();
    }
}
