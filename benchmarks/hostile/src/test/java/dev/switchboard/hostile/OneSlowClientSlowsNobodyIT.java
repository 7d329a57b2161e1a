// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.hostile.report.Row;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that hardly reads is in the rooms of others, who do not notice it. */
class OneSlowClientSlowsNobodyIT {
    /** A message that waits for the slow one waits for seconds; a busy machine delays less. */
    private static final double A_SECOND = 1_000_000;

    @Test
    void whoIsInARoomWithASlowReaderHearsEverythingInTime(@TempDir Path folder) throws IOException {
        Row row = new BuiltSwitch(folder).withstands("one-slow-reader");

        assertThat(row.notes().attacked().p99()).isLessThan(A_SECOND);
        assertThat(row.attackers().gains().get("loud sent")).isPositive();
    }
}
