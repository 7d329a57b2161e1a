// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleTest {

    @Test
    void linearAxisEndsAtARoundNumber() {
        LinearScale scale = LinearScale.upTo(87_000, Unit.COUNT);

        assertThat(scale.to()).isEqualTo(100_000);
        assertThat(labels(scale)).containsExactly("0", "50 k", "100 k");
        assertThat(scale.place(25_000)).isEqualTo(0.25);
    }

    @Test
    void bytesAreMarkedInPowersOfTwo() {
        assertThat(labels(LinearScale.upTo(100 << 20, Unit.BYTES)))
                .containsExactly("0 B", "32 MiB", "64 MiB", "96 MiB", "128 MiB");
    }

    @Test
    void timeBeforeTheWindowIsBelowZero() {
        assertThat(labels(LinearScale.between(-1, 3, Unit.COUNT)))
                .containsExactly("-1", "0", "1", "2", "3");
    }

    @Test
    void logarithmicAxisGivesEqualRoomToEqualRatios() {
        LogScale scale = new LogScale(0.1, 10, Unit.TIME);

        assertThat(scale.place(1)).isCloseTo(0.5, within(1e-9));
        assertThat(labels(scale)).containsExactly("0.1 µs", "1 µs", "10 µs");
    }

    @Test
    void eachNineHasTheSameWidth() {
        PercentileScale scale = new PercentileScale(4);

        assertThat(scale.place(90)).isCloseTo(0.25, within(1e-9));
        assertThat(scale.place(99)).isCloseTo(0.5, within(1e-9));
        assertThat(scale.place(99.99)).isCloseTo(1, within(1e-9));
        assertThat(labels(scale)).containsExactly("0", "50", "90", "99", "99.9", "99.99");
    }

    @Test
    void percentilesGoAsFarAsTheMeasurementsDo() {
        assertThat(PercentileScale.forCount(900).nines()).isEqualTo(3);
        assertThat(PercentileScale.forCount(1L << 40).nines()).isEqualTo(5);
        assertThat(PercentileScale.forCount(0).nines()).isEqualTo(2);
    }

    @Test
    void whatIsBeyondTheAxisStandsAtItsEnd() {
        assertThat(LinearScale.upTo(10, Unit.COUNT).place(1e9)).isEqualTo(1);
        assertThat(new LogScale(1, 10, Unit.COUNT).place(0)).isZero();
        assertThat(new PercentileScale(2).place(100)).isEqualTo(1);
        assertThat(LinearScale.upTo(10, Unit.COUNT).place(Double.NaN)).isZero();
    }

    @Test
    void anAxisWithoutLengthIsRefused() {
        assertThatThrownBy(() -> new LogScale(0, 10, Unit.COUNT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LinearScale(1, 1, 1, Unit.COUNT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> labels(Scale scale) {
        return scale.ticks().stream().map(Tick::label).toList();
    }
}
