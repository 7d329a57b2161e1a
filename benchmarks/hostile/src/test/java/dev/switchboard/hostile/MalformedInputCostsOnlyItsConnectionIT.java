// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.hostile.attack.Assaults;
import dev.switchboard.hostile.report.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Thousands of connections send requests, frames and JSON with mistakes. Nobody else is closed or
 * misses anything, no thread is stuck, and the log has no error.
 */
class MalformedInputCostsOnlyItsConnectionIT {
    private static final Duration TIME = Duration.ofSeconds(8);

    @TempDir private static Path folder;

    private static BuiltSwitch built;

    @BeforeAll
    static void unpack() throws IOException {
        built = new BuiltSwitch(folder);
    }

    /** One that is always the same, and one that nobody has tried; its name shows it. */
    static LongStream seeds() {
        return LongStream.of(1, ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void onlyWhoMakesMistakesIsDisconnected(long seed) throws IOException {
        Row row = built.withstands(Assaults.named("malformed-" + seed, false).lasting(TIME));

        assertThat(row.attackers().gains().get("sockets")).isGreaterThan(1_000);
    }
}
