// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Small commands whose words we want and which do not hang us. */
public final class Commands {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Commands() {}

    /** What a command printed and how it ended. */
    public record Outcome(int exit, String words) {}

    /** Runs a command that must not fail. */
    public static String run(Path folder, String... command) throws IOException {
        Outcome outcome = ask(folder, PATIENCE, List.of(command));
        if (outcome.exit() != 0) {
            throw new IOException(
                    "%s ended with %d: %s"
                            .formatted(command[0], outcome.exit(), outcome.words().strip()));
        }
        return outcome.words();
    }

    /** Runs a command; one that takes too long has ended with -1. */
    public static Outcome ask(Path folder, Duration patience, List<String> command)
            throws IOException {
        // A file, not a pipe: a full pipe would hold the command up.
        Path words = Files.createTempFile("comparison", ".out");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(words.toFile())
                            .start();
            Brood.watch(process);
            boolean isOver = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (!isOver) {
                Brood.end(process);
            }
            return new Outcome(isOver ? process.exitValue() : -1, Files.readString(words));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        } finally {
            Files.deleteIfExists(words);
        }
    }
}
