// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.plot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnitTest {

    @Test
    void timesAreWrittenInTheUnitThatFits() {
        assertThat(Unit.TIME.format(0.0004)).isEqualTo("0.4 ns");
        assertThat(Unit.TIME.format(0.43)).isEqualTo("0.43 µs");
        assertThat(Unit.TIME.format(999.7)).isEqualTo("1 ms");
        assertThat(Unit.TIME.format(8_640)).isEqualTo("8.64 ms");
        assertThat(Unit.TIME.format(2_500_000)).isEqualTo("2.5 s");
        assertThat(Unit.TIME.format(90e6)).isEqualTo("1.5 min");
    }

    @Test
    void bytesAreCountedInPowersOfTwo() {
        assertThat(Unit.BYTES.format(1536)).isEqualTo("1.5 KiB");
        assertThat(Unit.BYTES.format(0)).isEqualTo("0 B");
    }

    @Test
    void countsHaveThreeDigits() {
        assertThat(Unit.COUNT.format(98_765)).isEqualTo("98.8 k");
        assertThat(Unit.COUNT.format(3_500_000)).isEqualTo("3.5 M");
        assertThat(Unit.RATIO.format(1.4999)).isEqualTo("1.5 ×");
        assertThat(Unit.PERCENT.format(100)).isEqualTo("100 %");
    }
}
