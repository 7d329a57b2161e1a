// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PausesTest {

    @Test
    void theLongestPauseIsFoundInTheLog() {
        List<String> log =
                List.of(
                        "[0.005s] Using G1",
                        "[1.210s] GC(0) Pause Young (Normal) (G1 Evacuation Pause) 24M->5M(64M) 3.456ms",
                        "[2.500s] GC(1) Concurrent Mark Cycle 17.250ms",
                        "[3.100s] GC(2) Pause Remark 30M->30M(64M) 1.020ms");

        assertThat(Pauses.longest(log)).isEqualTo(3456);
        assertThat(Pauses.longest(List.of())).isZero();
    }
}
