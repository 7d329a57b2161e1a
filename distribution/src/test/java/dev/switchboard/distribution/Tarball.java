// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    private static final Path TARGET = Path.of(System.getProperty("distribution.target", "target"));

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

    /** Unpacks it, without its topmost folder, into a new folder. */
    void unpack(Path home) throws IOException {
        Files.createDirectories(home);
        Outcome outcome =
                Outcome.of(
                        new ProcessBuilder(
                                "tar",
                                "xzf",
                                file().toString(),
                                "--strip-components=1",
                                "-C",
                                home.toString()));
        assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
    }
}
