// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What {@code bin/switchboard} says where it cannot do as it is told, and what it leaves alone. */
class LauncherRefusalsIT {
    @AutoClose private final UnpackedSwitch unpacked = UnpackedSwitch.of(Tarball.WITH_JAVA);

    @Test
    void aStartThatCannotKeepItsNumberLeavesNothingRunning() throws IOException {
        // Nobody can write the file: a folder is in its place.
        Files.createDirectories(unpacked.home().resolve("run/switchboard.pid.new/full"));

        Outcome refused = unpacked.run("start");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.complaints()).contains("cannot write to", "Nothing runs");
        assertThat(unpacked.home().resolve("run/switchboard.json")).doesNotExist();
        assertThat(
                        ProcessHandle.allProcesses()
                                .filter(each ->
                                        each.info()
                                                .commandLine()
                                                .orElse("")
                                                .contains(unpacked.home().toString()))
                                .filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @Test
    void aFolderMayStandBehindAnEqualsSign() throws IOException {
        Path conf = Files.createDirectories(unpacked.above().resolve("elsewhere"));
        Files.writeString(conf.resolve("switchboard.conf"), "messages.rate = 7/s");

        Outcome shown = unpacked.run("--conf=" + conf, "config", "--changed");

        assertThat(shown.exitCode()).as(shown.toString()).isZero();
        assertThat(shown.out()).contains("7/s");
        assertThat(unpacked.run("--conf=", "config").exitCode()).isEqualTo(2);
    }

    @Test
    void aTimeThatIsNoNumberIsRefused() throws IOException {
        unpacked.with("SWITCHBOARD_START_TIMEOUT", "abc").with("SWITCHBOARD_STOP_TIMEOUT", "1m");

        assertThat(unpacked.run("start").exitCode()).isEqualTo(2);
        Outcome stop = unpacked.run("stop");
        assertThat(stop.exitCode()).isEqualTo(2);
        assertThat(stop.complaints())
                .contains("SWITCHBOARD_STOP_TIMEOUT must be a number of seconds, not '1m'");
    }

    @Test
    void nobodyElseMayWriteWhereTheSwitchDoes() throws IOException {
        Outcome started = Outcome.of(loose("start"));

        assertThat(started.exitCode()).as(started.toString()).isZero();
        for (String made : new String[] {"run", "logs", "data", "run/switchboard.pid"}) {
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(unpacked.home().resolve(made))))
                    .as(made)
                    .matches("....-..-.");
        }
        unpacked.stop();
    }

    @Test
    void nothingIsWrittenThroughALink() throws IOException {
        Path precious = Files.writeString(unpacked.above().resolve("precious"), "mine");
        Path run = Files.createDirectories(unpacked.home().resolve("run"));
        Path lock = Files.createSymbolicLink(run.resolve("lock"), precious);

        Outcome refused = unpacked.run("start");

        assertThat(refused.exitCode()).as(refused.toString()).isEqualTo(4);
        assertThat(refused.complaints()).contains("run/lock is a link");
        Files.delete(lock);
        for (String name : new String[] {"switchboard.pid.new", "switchboard.json.new"}) {
            Files.createSymbolicLink(run.resolve(name), precious);
        }
        unpacked.start();
        assertThat(unpacked.process()).isPresent();
        unpacked.stop();
        assertThat(precious).hasContent("mine");
    }

    @Test
    void whoMayNotReadTheFilesIsToldSo() throws IOException {
        assumeTrue(System.getProperty("user.name").equals("root"), "needs another user");
        unpacked.start();
        Files.setPosixFilePermissions(
                unpacked.home().resolve("run/switchboard.pid"),
                PosixFilePermissions.fromString("rw-r-----"));
        Files.setPosixFilePermissions(
                unpacked.above(), PosixFilePermissions.fromString("rwxr-xr-x"));
        unpacked.through("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

        Outcome status = unpacked.run("status");
        Outcome stop = unpacked.run("stop");
        Outcome reload = unpacked.run("reload");

        assertThat(status.exitCode()).as(status.toString()).isEqualTo(4);
        assertThat(stop.exitCode()).as(stop.toString()).isEqualTo(4);
        assertThat(reload.exitCode()).as(reload.toString()).isEqualTo(4);
        assertThat(reload.complaints()).contains("may not read", "admin.token");
    }

    @Test
    void aProcessOfAnotherUserIsLeftAlone() throws IOException {
        assumeTrue(System.getProperty("user.name").equals("root"), "needs another user");
        unpacked.start();
        Path file = unpacked.home().resolve("run/switchboard.pid");
        Files.setOwner(
                file,
                file.getFileSystem()
                        .getUserPrincipalLookupService()
                        .lookupPrincipalByName("nobody"));

        Outcome stop = unpacked.run("stop");

        assertThat(stop.exitCode()).as(stop.toString()).isEqualTo(4);
        assertThat(unpacked.process()).isPresent();
    }

    @Test
    void optionsOfAnotherVersionAreNotRead() throws IOException {
        Path conf = Files.createDirectories(unpacked.above().resolve("etc"));
        Files.writeString(conf.resolve("switchboard.conf"), "");
        Files.writeString(conf.resolve("jvm.options"), "-XX:NoSuchOption=1");

        Outcome started = unpacked.run("--conf", conf.toString(), "start");

        assertThat(started.exitCode()).as(started.toString()).isZero();
        assertThat(unpacked.log()).contains("jvm.options is not read", "jvm.options.d");
        unpacked.stop();
    }

    @Test
    void aSwitchThatRanOutOfMemorySaysSo() throws IOException {
        unpacked.start();
        var process = unpacked.process().orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
        Files.writeString(
                unpacked.home().resolve("logs/console.log"),
                "Terminating due to java.lang.OutOfMemoryError: Java heap space\n");

        Outcome status = unpacked.run("status");

        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(status.out()).contains("Its last words", "OutOfMemoryError");
        Outcome reload = unpacked.run("reload");
        assertThat(reload.exitCode()).as(reload.toString()).isEqualTo(3);
    }

    private ProcessBuilder loose(String command) {
        ProcessBuilder builder = unpacked.command(command);
        builder.command().addAll(0, List.of("sh", "-c", "umask 0; exec \"$@\"", "sh"));
        return builder;
    }
}
