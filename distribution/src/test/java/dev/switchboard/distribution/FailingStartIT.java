// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A switch that cannot start says why, ends, and leaves nothing behind. */
class FailingStartIT {
    @AutoClose private final UnpackedSwitch unpacked = UnpackedSwitch.of(Tarball.WITHOUT_JAVA);

    @Test
    void aTakenPortIsNamedWhereverTheLogGoes() throws IOException {
        unpacked.configured(
                "logging.file = " + unpacked.above().toUri().getPath() + "elsewhere.log");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            int port = taken.getLocalPort();
            unpacked.with("SWITCHBOARD_HOST", "127.0.0.1");
            unpacked.with("SWITCHBOARD_PORT", Integer.toString(port));

            Outcome outcome = unpacked.run("start");

            assertThat(outcome.exitCode()).as(outcome.toString()).isEqualTo(1);
            assertThat(outcome.complaints()).contains("does not start", Integer.toString(port));
        }
        assertThat(unpacked.run("status").exitCode()).isEqualTo(3);
    }

    @Test
    void mistakesInTheConfigurationAreToldWithFileAndLine() throws IOException {
        unpacked.configured("messages {\n  max-size = 64 kilos\n}\nheartbeat.intervall = 5s\n");

        Outcome validate = unpacked.run("validate");
        Outcome start = unpacked.run("start");
        Outcome run = unpacked.run("run");

        for (Outcome outcome : new Outcome[] {validate, start, run}) {
            assertThat(outcome.exitCode()).as(outcome.toString()).isEqualTo(6);
            assertThat(outcome.complaints())
                    .contains("switchboard.conf:2", "max-size", "64 kilos")
                    .contains("switchboard.conf:4", "intervall", "heartbeat.interval");
        }
        assertThat(unpacked.run("status").exitCode()).isEqualTo(3);
    }

    @Test
    void anOptionThatJavaDoesNotKnowIsShown() throws IOException {
        Files.writeString(
                unpacked.home().resolve("conf/jvm.options.d/wrong.options"), "-XX:+UseNoSuchThing");

        Outcome outcome = unpacked.run("start");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.complaints()).contains("UseNoSuchThing", "did not start");
    }

    @Test
    void aSwitchThatDoesNotServeInTimeIsEnded() throws IOException {
        unpacked.with("SWITCHBOARD_START_TIMEOUT", "0");

        Outcome outcome = unpacked.run("start");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.complaints()).contains("SWITCHBOARD_START_TIMEOUT");
        assertThat(unpacked.run("status").exitCode()).isEqualTo(3);
    }

    @Test
    void onlyWhatThisStartHasLoggedIsShown() throws IOException {
        Path logs = Files.createDirectories(unpacked.home().resolve("logs"));
        Files.writeString(logs.resolve("switchboard.log"), "a line of an earlier life\n");
        unpacked.with("SWITCHBOARD_START_TIMEOUT", "0");

        assertThat(unpacked.run("start").complaints()).doesNotContain("earlier life");
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws IOException {
        unpacked.with("SWITCHBOARD_RUN", "/proc/switchboard");

        Outcome outcome = unpacked.run("start");

        assertThat(outcome.exitCode()).isEqualTo(4);
        assertThat(outcome.complaints()).contains("/proc/switchboard");
    }

    @Test
    void withoutJavaOneSentenceSaysWhatToDo() throws IOException {
        unpacked.with("SWITCHBOARD_JAVA_HOME", "/nonexistent");

        Outcome outcome = unpacked.run("start");

        assertThat(outcome.exitCode()).isEqualTo(5);
        assertThat(outcome.complaints()).contains("Java 25", "SWITCHBOARD_JAVA_HOME");
    }
}
