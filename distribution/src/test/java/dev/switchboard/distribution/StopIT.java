// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.support.Await;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a switch with clients is told to end, in a drain that takes longer than anybody waits. */
class StopIT {
    @AutoClose private final UnpackedSwitch unpacked = UnpackedSwitch.of(Tarball.WITHOUT_JAVA);
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void startWithClients() throws IOException {
        unpacked.configured("drain { window = 10m, close-timeout = 10m }").start();
        for (int client = 0; client < 3; client++) {
            http.newWebSocketBuilder()
                    .buildAsync(unpacked.websocket(), new WebSocket.Listener() {})
                    .join();
        }
    }

    @AfterEach
    void disconnect() {
        http.shutdownNow();
    }

    @Test
    void stopThatWaitsInVainSaysWhatToDoAndTheDrainGoesOn() throws IOException {
        unpacked.with("SWITCHBOARD_STOP_TIMEOUT", "6");

        Outcome stop = unpacked.run("stop");

        assertThat(stop.exitCode()).as(stop.toString()).isEqualTo(1);
        assertThat(stop.out()).containsPattern("draining for [56] s; clients left: [23]");
        assertThat(stop.complaints()).contains("still running", "stop --now");
        Outcome status = unpacked.run("status");
        assertThat(status.exitCode()).isZero();
        assertThat(status.out()).contains("drain");
    }

    @Test
    void stopNowDoesNotWaitForTheDrain() throws IOException {
        long begun = System.nanoTime();

        Outcome stop = unpacked.run("stop", "--now");

        assertThat(stop.exitCode()).as(stop.toString()).isZero();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMinutes(1));
        assertThat(unpacked.run("status").exitCode()).isEqualTo(3);
    }

    @Test
    void stopNowEndsADrainThatHasBegun() throws IOException {
        assertThat(unpacked.run("drain", "--no-wait").exitCode()).isZero();

        Outcome stop = unpacked.run("stop", "--now");

        assertThat(stop.exitCode()).as(stop.toString()).isZero();
        assertThat(unpacked.run("status").exitCode()).isEqualTo(3);
    }

    @Test
    void aDrainOfAnOrderedTimeShowsWhoIsLeftUntilTheEnd() throws IOException {
        Outcome drain = unpacked.run("drain", "--window", "2s");

        assertThat(drain.exitCode()).as(drain.toString()).isZero();
        assertThat(drain.out())
                .containsPattern("draining for 0 s; clients left: [23]\n")
                .endsWith("Switchboard has ended.\n");
        assertThat(unpacked.run("status").exitCode()).isEqualTo(3);
    }

    /** A service manager may do that: the process is there, the switch not yet. */
    @Test
    void aReloadWhileItStartsDoesNotEndIt() throws Exception {
        unpacked.run("stop", "--now");
        Process process =
                unpacked.command("run")
                        .redirectErrorStream(true)
                        .redirectOutput(unpacked.above().resolve("out.txt").toFile())
                        .start();
        Await.until(
                "a plugin has started",
                () -> Files.readString(unpacked.above().resolve("out.txt")).contains("started in"));

        Outcome hup = Outcome.of(new ProcessBuilder("kill", "-HUP", Long.toString(process.pid())));

        assertThat(hup.exitCode()).isZero();
        Await.until(
                "it serves", () -> Files.exists(unpacked.home().resolve("run/switchboard.json")));
        assertThat(process.isAlive()).isTrue();
    }
}
