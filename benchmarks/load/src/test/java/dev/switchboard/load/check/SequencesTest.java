// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.load.check.Sequences.Arrival;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SequencesTest {
    private final Sequences sequences = new Sequences(2);

    @Test
    void oneAfterTheOtherIsInOrder() {
        assertThat(arrivals(0, 1, 2)).containsOnly(Arrival.IN_ORDER);
    }

    @Test
    void aGapIsInOrderAndWhatFillsItIsLate() {
        assertThat(arrivals(0, 3, 1, 2, 4))
                .containsExactly(
                        Arrival.IN_ORDER,
                        Arrival.IN_ORDER,
                        Arrival.LATE,
                        Arrival.LATE,
                        Arrival.IN_ORDER);
    }

    @Test
    void aSecondCopyIsADuplicateWheneverItComes() {
        assertThat(arrivals(0, 0, 1, 0, 2, 1, 1))
                .containsExactly(
                        Arrival.IN_ORDER,
                        Arrival.DUPLICATE,
                        Arrival.IN_ORDER,
                        Arrival.DUPLICATE,
                        Arrival.IN_ORDER,
                        Arrival.DUPLICATE,
                        Arrival.DUPLICATE);
    }

    @Test
    void whatIsTooOldToRememberHidesNoLoss() {
        assertThat(arrivals(0, 64, 1)).last().isEqualTo(Arrival.LATE);
        assertThat(arrivals(200, 100)).last().isEqualTo(Arrival.DUPLICATE);
    }

    @Test
    void publishersDoNotMeddle() {
        arrivals(0, 1);

        assertThat(sequences.note(1, 0)).isEqualTo(Arrival.IN_ORDER);
    }

    private List<Arrival> arrivals(int... numbers) {
        return Arrays.stream(numbers).mapToObj(number -> sequences.note(0, number)).toList();
    }
}
