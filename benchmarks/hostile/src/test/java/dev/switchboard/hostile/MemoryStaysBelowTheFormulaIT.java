// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.hostile.report.Row;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sum in <i>What bounds memory</i> holds while clients stop reading, stop in the middle of
 * messages, are in many rooms, and flood each other.
 */
class MemoryStaysBelowTheFormulaIT {
    private static final long HEAP = 256L << 20;

    @Test
    void aSmallHeapIsEnoughForWhoeverDoesNotRead(@TempDir Path folder) throws IOException {
        Row row = new BuiltSwitch(folder).withstands("stopped-apart");

        // Otherwise the heap would be the bound, and nothing would be shown.
        assertThat(row.memory().bound()).isLessThan(HEAP);
        assertThat(row.memory().live()).isLessThan(row.memory().bound());
        assertThat(row.attackers().gains())
                .extractingByKeys("loud sent", "echo sent", "direct sent")
                .allSatisfy(sent -> assertThat(sent).isPositive());
    }
}
