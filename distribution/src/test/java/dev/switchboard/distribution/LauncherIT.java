// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.support.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The life of a switch as {@code bin/switchboard} tells it. */
class LauncherIT {
    @AutoClose private final UnpackedSwitch unpacked = UnpackedSwitch.of(Tarball.WITH_JAVA);

    @Test
    void statusIsRightAtEveryStep() throws IOException {
        assertThat(unpacked.run("status").exitCode()).isEqualTo(3);

        Outcome started = unpacked.run("start");
        assertThat(started.exitCode()).as(started.toString()).isZero();
        assertThat(started.out())
                .contains(unpacked.websocket().toString(), unpacked.page().toString());

        Outcome running = unpacked.run("status");
        assertThat(running.exitCode()).isZero();
        assertThat(running.out())
                .contains("serves", "pid " + unpacked.process().orElseThrow().pid(), "clients");

        assertThat(unpacked.run("stop").exitCode()).isZero();
        assertThat(unpacked.run("status").exitCode()).isEqualTo(3);
        assertThat(unpacked.home().resolve("run/switchboard.pid")).doesNotExist();
        assertThat(unpacked.home().resolve("run/switchboard.json")).doesNotExist();
    }

    @Test
    void statusNeedsNoAdmin() throws IOException {
        unpacked.configured("admin.enabled = false").start();

        Outcome running = unpacked.run("status");

        assertThat(running.exitCode()).as(running.toString()).isZero();
        assertThat(running.out()).contains("runs", unpacked.websocket().toString());
        assertThat(unpacked.run("reload").exitCode()).isEqualTo(3);
        unpacked.stop();
    }

    @Test
    void aSwitchThatHangsIsToldFromOneThatServes() throws IOException {
        ProcessHandle process = unpacked.start().process().orElseThrow();
        Outcome.of(new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())));
        Await.until("all of it has stopped", () -> areAllStopped(process));

        Outcome status = unpacked.run("status");

        assertThat(status.exitCode()).as(status.toString()).isEqualTo(4);
    }

    /** Each thread stops when its turn comes, on a busy machine after the signal was sent. */
    private static boolean areAllStopped(ProcessHandle process) throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
            for (Path thread : threads.toList()) {
                String stat = Files.readString(thread.resolve("stat"));
                if (stat.charAt(stat.lastIndexOf(')') + 2) != 'T') {
                    return false;
                }
            }
            return true;
        }
    }

    @Test
    void topShowsOneScreenWhereThereIsNoTerminal() throws IOException {
        assertThat(unpacked.run("top").exitCode()).isEqualTo(3);
        unpacked.start();

        Outcome top = unpacked.run("top");

        assertThat(top.exitCode()).as(top.toString()).isZero();
        assertThat(top.out())
                .startsWith("0 clients, held: nobody\n")
                .contains("COST%")
                .doesNotContain("\u001b");
        assertThat(unpacked.run("top", "--for-ever").exitCode()).isEqualTo(2);
        unpacked.stop();
    }

    @Test
    void stopOfAStoppedSwitchSucceeds() throws IOException {
        assertThat(unpacked.run("stop").exitCode()).isZero();
    }

    @Test
    void restartLeavesAnotherProcessRunning() throws IOException {
        long first = unpacked.start().process().orElseThrow().pid();

        Outcome outcome = unpacked.run("restart");

        assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
        assertThat(unpacked.process().orElseThrow().pid()).isNotEqualTo(first);
    }

    @Test
    void secondStartIsRefusedAndChangesNothing() throws IOException {
        long first = unpacked.start().process().orElseThrow().pid();

        Outcome second = unpacked.run("start");
        Outcome foreground = unpacked.run("run");

        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.complaints()).contains("already running (pid " + first + ")");
        assertThat(foreground.exitCode()).isEqualTo(1);
        assertThat(unpacked.process().orElseThrow().pid()).isEqualTo(first);
        assertThat(unpacked.run("status").exitCode()).isZero();
    }

    @Test
    void startsInTheSameMomentStartOneSwitch() throws Exception {
        List<Process> starts = new ArrayList<>();
        for (int each = 0; each < 4; each++) {
            starts.add(
                    unpacked.command("start")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start());
        }
        int succeeded = 0;
        for (Process start : starts) {
            succeeded += start.waitFor() == 0 ? 1 : 0;
        }

        assertThat(succeeded).isEqualTo(1);
        String home = unpacked.home().toString();
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            assertThat(
                            all.filter(process ->
                                    Stream.of(process.info().arguments().orElse(new String[0]))
                                            .anyMatch(word -> word.startsWith(home + "/lib"))))
                    .hasSize(1);
        }
    }

    @Test
    void aSwitchThatWasKilledIsReportedDeadAndStartsAgain() throws IOException {
        ProcessHandle first = unpacked.start().process().orElseThrow();
        first.destroyForcibly();
        first.onExit().join();

        assertThat(unpacked.run("status").exitCode()).isEqualTo(1);
        unpacked.start();
        assertThat(unpacked.run("status").exitCode()).isZero();
    }

    @Test
    void aReusedProcessNumberIsNotTakenForTheSwitch() throws IOException {
        Path run = Files.createDirectories(unpacked.home().resolve("run"));
        ProcessHandle stranger = new ProcessBuilder("sleep", "600").start().toHandle();
        Files.writeString(run.resolve("switchboard.pid"), stranger.pid() + "\n1 an-earlier-life\n");

        assertThat(unpacked.run("status").exitCode()).isEqualTo(1);
        assertThat(unpacked.run("stop").exitCode()).isZero();
        assertThat(stranger.isAlive()).isTrue();
        unpacked.start();

        assertThat(unpacked.process().orElseThrow().pid()).isNotEqualTo(stranger.pid());
        stranger.destroy();
    }

    @Test
    void theForegroundSwitchEndsWithZeroOnSigterm() throws Exception {
        Process process =
                unpacked.command("run")
                        .redirectErrorStream(true)
                        .redirectOutput(unpacked.above().resolve("out.txt").toFile())
                        .start();
        Await.until(
                "it serves", () -> Files.exists(unpacked.home().resolve("run/switchboard.json")));
        assertThat(unpacked.run("status").exitCode()).isZero();
        assertThat(unpacked.process().orElseThrow().pid()).isEqualTo(process.pid());

        process.destroy();

        assertThat(process.waitFor()).isZero();
        assertThat(unpacked.run("status").exitCode()).isEqualTo(3);
    }

    @Test
    void runsThroughASymbolicLink() throws IOException {
        Path link = unpacked.above().resolve("sb");
        Files.createSymbolicLink(link, Path.of("a switch für alle/bin/switchboard"));

        Outcome outcome = Outcome.of(new ProcessBuilder(link.toString(), "version"));

        assertThat(outcome.out()).startsWith("Switchboard ").contains("1.");
    }

    @Test
    void whatIsNotUnderstoodIsRefused() throws IOException {
        assertThat(unpacked.run("strat").exitCode()).isEqualTo(2);
        assertThat(unpacked.run("start", "--fast").exitCode()).isEqualTo(2);
        assertThat(unpacked.run("stop", "--fast").exitCode()).isEqualTo(2);
        assertThat(unpacked.run("validate", "--fast").exitCode()).isEqualTo(2);
        assertThat(unpacked.run("--conf").exitCode()).isEqualTo(2);
        assertThat(unpacked.run().exitCode()).isEqualTo(2);
        assertThat(unpacked.run("help").exitCode()).isZero();
    }
}
