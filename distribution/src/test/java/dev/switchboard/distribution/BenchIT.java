// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.load.result.Result;
import dev.switchboard.load.result.ResultJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The load generator from the tarball against the switch from the tarball. Asserts no times. */
@Alone
class BenchIT {
    private static final String HIGH_LIMITS =
            """
            messages.rate = 1000000/s
            messages.burst = 1000000
            messages.bytes-per-second = 1 GiB
            gate.per-address.connections = 5000
            gate.per-address.new-connections = 10000/s
            """;

    @AutoClose private static UnpackedSwitch unpacked;

    @BeforeAll
    static void start() throws IOException {
        unpacked = UnpackedSwitch.of(Tarball.WITH_JAVA).configured(HIGH_LIMITS).start();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connect --connections 50",
                "idle --connections 50",
                "fan-out --connections 50 --rate 50",
                "fan-out --connections 50 --rooms 5 --skew 1 --window 4 --threads 2",
                "echo --connections 20",
                "ping-pong --connections 20",
                "churn --connections 4",
                "slow --connections 50 --rate 50 --share 10%",
                "mixed --connections 50 --rate 50",
            })
    void everyScenarioFindsNothingWrong(String words) throws IOException {
        Result result = bench(words + " --warmup 200ms --duration 500ms --settle 200ms");

        assertThat(result.checks().isClean()).isTrue();
        assertThat(result.connections().failed()).isZero();
        assertThat(result.connections().opened()).isGreaterThanOrEqualTo(4);
        assertThat(result.errors()).isEmpty();
        assertThat(result.server()).isNotNull();
        assertThat(result.server().pid()).isEqualTo(unpacked.process().orElseThrow().pid());
        assertThat(result.server().residentBytes().peak()).isPositive();
        if (!words.startsWith("connect") && !words.startsWith("idle")) {
            assertThat(result.window().messages()).isPositive();
            assertThat(result.latency().count()).isPositive();
        }
    }

    @Test
    void everyoneIsBackInTheirRoomsAfterAStorm() throws IOException {
        Result result = bench("storm --connections 100 --stay 10 --rate 50 --warmup 300ms");

        assertThat(result.storm().cut()).isEqualTo(90);
        assertThat(result.storm().back()).isEqualTo(90);
        assertThat(result.storm().secondsToAllBack()).isPositive();
        assertThat(result.checks().isClean()).isTrue();
        assertThat(result.checks().delivered()).isPositive();
    }

    @Test
    void whatHasStoppedReadingIsToldWhatItMissed() throws IOException {
        Result result =
                bench(
                        "slow --connections 20 --rate 200 --size 16384 --share 10% --warmup 200ms"
                                + " --duration 2s");

        assertThat(result.slow().readers()).isEqualTo(2);
        assertThat(result.checks().isClean()).isTrue();
        assertThat(result.slow().expected()).isPositive();
        assertThat(result.slow().delivered() + result.slow().missed())
                .isLessThanOrEqualTo(result.slow().expected());
    }

    @Test
    void limitsThatStandInTheWayAreNamed() throws IOException {
        try (UnpackedSwitch limited = UnpackedSwitch.of(Tarball.WITH_JAVA)) {
            limited.configured("messages.rate = 5/s\nmessages.burst = 5\n").start();

            Outcome outcome =
                    limited.run(
                            "bench",
                            "fan-out",
                            "--connections",
                            "5",
                            "--rate",
                            "100",
                            "--warmup",
                            "0s",
                            "--duration",
                            "1s",
                            "--drain",
                            "1s");

            assertThat(outcome.exitCode()).as(outcome.toString()).isEqualTo(1);
            assertThat(outcome.out()).contains("raise messages.rate");
        }
    }

    @Test
    void startsASwitchOfItsOwnWhereNoneRuns() throws IOException {
        try (UnpackedSwitch idle = UnpackedSwitch.of(Tarball.WITH_JAVA)) {
            Path page = idle.above().resolve("report.html");
            Outcome outcome =
                    idle.run(
                            "bench",
                            "fan-out",
                            "--connections",
                            "20",
                            "--window",
                            "2",
                            "--warmup",
                            "200ms",
                            "--duration",
                            "500ms",
                            "--html",
                            page.toString());

            assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
            assertThat(outcome.out()).contains("once, in order and intact");
            assertThat(Files.readString(page)).startsWith("<!doctype html>");
            assertThat(idle.process()).isEmpty();
        }
    }

    @Test
    void aMistakeIsOneSentence() throws IOException {
        Outcome outcome = unpacked.run("bench", "fan-out", "--rate", "fast");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.complaints())
                .isEqualTo("switchboard bench: --rate must be a number, not 'fast'\n");
        assertThat(unpacked.run("bench", "--help").out()).contains("ping-pong");
    }

    private static Result bench(String words) throws IOException {
        Path json = unpacked.above().resolve("result.json");
        List<String> command = new ArrayList<>(List.of("bench"));
        command.addAll(List.of(words.split(" ", -1)));
        command.addAll(List.of("--json", json.toString()));
        Outcome outcome = unpacked.run(command.toArray(String[]::new));
        assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
        return ResultJson.read(json);
    }
}
