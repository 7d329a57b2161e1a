// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.support.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A switch whose output a container or systemd keeps. */
class ForegroundIT {

    @Test
    void aLogInJsonIsNothingButJson() throws Exception {
        try (UnpackedSwitch unpacked = UnpackedSwitch.of(Tarball.WITHOUT_JAVA)) {
            Path out = unpacked.above().resolve("out");
            Path serving = unpacked.home().resolve("run/switchboard.json");
            Files.createDirectories(unpacked.home().resolve("plugins/empty"));
            Process process =
                    unpacked.with("SWITCHBOARD_LOG_FORMAT", "json")
                            .command("run")
                            .redirectOutput(out.toFile())
                            .start();
            Await.until("it serves", () -> Files.exists(serving));
            Outcome status = unpacked.run("status");

            process.destroy();

            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(Files.readAllLines(out))
                    .allMatch(line -> line.startsWith("{\"timestamp\":") && line.endsWith("}"))
                    .anyMatch(line -> line.contains(" serves on ws://"))
                    .anyMatch(line -> line.contains("SIGTERM received"));
            assertThat(status.out()).contains("failed", "empty");
        }
    }
}
