// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A switch of this installation in a temporary folder, with limits so high that they do not stand
 * in the way. It ends with {@link #close}.
 */
final class OwnSwitch implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Path folder;
    private final Process process;

    private OwnSwitch(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    static OwnSwitch start(Path home) throws IOException {
        Path folder = Files.createTempDirectory("switchboard-bench");
        ProcessBuilder command = SwitchCommand.in(folder, home, 0, RaisedLimits.CONFIGURATION);
        RaisedLimits.raise(command);
        // In a session of its own, so that a Ctrl-C at the terminal is for the generator alone.
        Path setsid = Path.of("/usr/bin/setsid");
        if (Files.isExecutable(setsid)) {
            command.command().addFirst(setsid.toString());
        }
        command.redirectErrorStream(true).redirectOutput(folder.resolve("console").toFile());
        return new OwnSwitch(folder, command.start());
    }

    /** Waits until it serves. */
    Target target() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (process.isAlive() && System.nanoTime() < deadline) {
            Optional<Target> found = RunningSwitch.in(folder.resolve("run"));
            if (found.isPresent()) {
                return new Target(
                        found.get().url(), found.get().pid(), "a switch of its own, limits raised");
            }
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
        String console = Files.readString(folder.resolve("console"));
        close();
        throw new IOException("the switch did not start:\n" + console);
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> files = all.sorted(Comparator.reverseOrder()).toList();
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }
}
