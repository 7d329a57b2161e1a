// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How a command ended and what it said.
 *
 * @param out what was asked for
 * @param complaints what it wrote to the error stream
 */
public record Outcome(int exitCode, String out, String complaints) {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Runs a command to its end. A process that it leaves behind does not hold this up. */
    public static Outcome of(ProcessBuilder command) throws IOException {
        return of(command, PATIENCE);
    }

    public static Outcome of(ProcessBuilder command, Duration patience) throws IOException {
        // Files, not pipes: a pipe ends when all who inherited it have ended.
        Path out = Files.createTempFile("out", ".txt");
        Path complaints = Files.createTempFile("complaints", ".txt");
        try {
            Process process =
                    command.redirectOutput(out.toFile()).redirectError(complaints.toFile()).start();
            process.getOutputStream().close();
            if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(
                        "still running: " + command.command() + Files.readString(complaints));
            }
            return new Outcome(
                    process.exitValue(), Files.readString(out), Files.readString(complaints));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        } finally {
            Files.delete(out);
            Files.delete(complaints);
        }
    }
}
