// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The two tarballs that the build has just made. */
public enum Tarball {
    /** Needs a Java of the machine's. */
    WITHOUT_JAVA {
        @Override
        boolean is(String name) {
            return !name.contains("-linux-");
        }
    },
    /** Brings its own. */
    WITH_JAVA {
        @Override
        boolean is(String name) {
            return name.contains("-linux-");
        }
    };

    private static final Path TARGET = Path.of("target");

    /** What was unpacked. Guarded by its own lock. */
    private static final Map<Tarball, Path> ORIGINALS = new EnumMap<>(Tarball.class);

    abstract boolean is(String name);

    Path file() throws IOException {
        try (Stream<Path> files = Files.list(TARGET)) {
            List<Path> found =
                    files.filter(file -> file.getFileName().toString().endsWith(".tar.gz"))
                            .filter(file -> is(file.getFileName().toString()))
                            .toList();
            assertThat(found).as("tarballs of this kind in " + TARGET).hasSize(1);
            return found.getFirst().toAbsolutePath();
        }
    }

    /** Lays what is in it, without its topmost folder, into a new folder. */
    void unpack(Path home) throws IOException {
        run("cp", "-a", original().toString(), home.toString());
    }

    /** Unpacked once for all tests of this process: a copy of it is made much faster. */
    private Path original() throws IOException {
        synchronized (ORIGINALS) {
            Path original = ORIGINALS.get(this);
            if (original == null) {
                Path folder = Files.createTempDirectory("tarball");
                Runtime.getRuntime()
                        .addShutdownHook(new Thread(() -> UnpackedSwitch.delete(folder)));
                original = Files.createDirectory(folder.resolve("home"));
                String file = file().toString();
                run("tar", "xzf", file, "--strip-components=1", "-C", original.toString());
                ORIGINALS.put(this, original);
            }
            return original;
        }
    }

    private static void run(String... command) throws IOException {
        Outcome outcome = Outcome.of(new ProcessBuilder(command));
        assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
    }
}
