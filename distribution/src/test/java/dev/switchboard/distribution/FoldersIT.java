// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The home can stand anywhere and be read-only; what is written goes where the operator says. */
class FoldersIT {
    private static final String NOBODY = "65534";

    @AutoClose private final UnpackedSwitch unpacked = UnpackedSwitch.of(Tarball.WITHOUT_JAVA);

    @Test
    void stateIsKeptInTheHomeUnlessNamedOtherwise() throws IOException {
        unpacked.start();
        assertThat(unpacked.home().resolve("logs")).isDirectory();
        assertThat(unpacked.home().resolve("data")).isDirectory();
        assertThat(unpacked.home().resolve("run/switchboard.json")).exists();
        unpacked.stop();
    }

    @Test
    void optionsNameFoldersRelativeToTheCaller() throws IOException {
        Outcome started = unpacked.run("start", "--logs", "my logs", "--run", "run here");
        try {
            assertThat(started.exitCode()).as(started.toString()).isZero();
            assertThat(unpacked.above().resolve("my logs/console.log")).exists();
            assertThat(unpacked.above().resolve("run here/switchboard.json")).exists();
            assertThat(unpacked.home().resolve("logs")).doesNotExist();
            assertThat(unpacked.run("status").exitCode()).isEqualTo(3);
        } finally {
            Outcome stopped = unpacked.run("--run", "run here", "stop");
            assertThat(stopped.exitCode()).as(stopped.toString()).isZero();
        }
    }

    @Test
    void aHomeThatIsReadOnlyIsNotWritten() throws IOException {
        Path own = Files.createDirectory(unpacked.above().resolve("own"));
        unpacked.with("HOME", own.toString());
        asUserWhoMayNotWriteTheHome(own);

        Outcome started = unpacked.run("start");
        Outcome running = unpacked.run("status");
        Outcome stopped = unpacked.run("stop");

        assertThat(started.exitCode()).as(started.toString()).isZero();
        assertThat(started.complaints()).contains("read-only", ".local/state/switchboard");
        assertThat(running.exitCode()).isZero();
        assertThat(stopped.exitCode()).isZero();
        assertThat(own.resolve(".local/state/switchboard/logs/console.log")).exists();
        try (Stream<Path> inHome = Files.list(unpacked.home())) {
            assertThat(inHome.map(path -> path.getFileName().toString()))
                    .doesNotContain("logs", "run", "data");
        }
    }

    @Test
    void anotherUserSeesTheSwitchOfTheHome() throws IOException {
        unpacked.start();
        Path own = Files.createDirectory(unpacked.above().resolve("own"));
        unpacked.with("HOME", own.toString());
        asUserWhoMayNotWriteTheHome(own);

        assertThat(unpacked.run("status").exitCode()).isZero();
        if (asRoot()) {
            Outcome stop = unpacked.run("stop");
            assertThat(stop.exitCode()).isEqualTo(4);
            assertThat(stop.complaints()).contains("another user");
        }
    }

    /** Root may write everywhere, so root becomes nobody. */
    private void asUserWhoMayNotWriteTheHome(Path own) throws IOException {
        if (asRoot()) {
            assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv is installed");
            Files.setPosixFilePermissions(
                    unpacked.above(), PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxrwxrwx"));
            unpacked.through("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups");
        } else {
            assertThat(unpacked.home().toFile().setWritable(false)).isTrue();
        }
    }

    private static boolean asRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
