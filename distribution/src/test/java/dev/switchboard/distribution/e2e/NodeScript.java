// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution.e2e;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.distribution.Outcome;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A script for Node with what it needs from its registry, in the versions that stand in {@code
 * src/test/node}. Where tools are missing the test is skipped and says so, except where {@code CI}
 * is {@code true}: there it fails.
 */
final class NodeScript {
    private static final Path SOURCE = Path.of("src", "test", "node");
    private static final Path TARGET = Path.of("target", "node");

    private NodeScript() {}

    /** Runs it to its end, which must be a good one. */
    static void run(String script, String... arguments) throws IOException {
        install();
        List<String> command =
                new ArrayList<>(List.of(tool("node"), TARGET.resolve(script).toString()));
        command.addAll(List.of(arguments));
        Outcome outcome = Outcome.of(new ProcessBuilder(command));
        assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
    }

    /** The path of the first of these that is installed. */
    static String tool(String... names) {
        for (String name : names) {
            Optional<Path> found =
                    Stream.of(System.getenv("PATH").split(":"))
                            .map(folder -> Path.of(folder, name))
                            .filter(Files::isExecutable)
                            .findFirst();
            if (found.isPresent()) {
                return found.get().toString();
            }
        }
        return skip(names[0] + " is not installed");
    }

    /** What the scripts need, for all processes that run tests: who comes second waits. */
    private static void install() throws IOException {
        String npm = tool("npm");
        Files.createDirectories(TARGET);
        try (FileChannel channel = FileChannel.open(TARGET.resolve("install.lock"), CREATE, WRITE);
                FileLock _ = channel.lock()) {
            install(npm);
        }
    }

    private static void install(String npm) throws IOException {
        boolean isNew = !Files.exists(TARGET.resolve("node_modules/.package-lock.json"));
        try (Stream<Path> files = Files.list(SOURCE)) {
            for (Path file : files.toList()) {
                Path copy = TARGET.resolve(file.getFileName().toString());
                boolean isLock = file.endsWith("package-lock.json");
                boolean isOther = !Files.exists(copy) || Files.mismatch(file, copy) >= 0;
                isNew |= isLock && isOther;
                if (isOther) {
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        if (isNew) {
            Outcome outcome = Outcome.of(new ProcessBuilder(npm, "ci").directory(TARGET.toFile()));
            if (outcome.exitCode() != 0) {
                Files.deleteIfExists(TARGET.resolve("package-lock.json"));
                skip("npm cannot install what the scripts need: " + outcome);
            }
        }
    }

    private static String skip(String reason) {
        System.err.println("SKIPPED: " + reason);
        assertThat(System.getenv("CI")).as(reason).isNotEqualTo("true");
        Assumptions.abort(reason);
        return reason;
    }
}
