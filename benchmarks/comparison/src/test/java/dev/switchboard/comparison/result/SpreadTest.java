// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.load.plot.Unit;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void medianIsTheMiddleOneOrBetweenTheMiddleTwo() {
        assertThat(Spread.of(List.of(9.0, 1.0, 2.0))).contains(new Spread(2, 1, 9, 3));
        assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 9.0))).contains(new Spread(3, 1, 9, 4));
    }

    @Test
    void nothingRemainsOfNothing() {
        assertThat(Spread.of(List.of())).isEmpty();
    }

    @Test
    void isWrittenWithItsEnds() {
        assertThat(new Spread(0.43, 0.4, 0.5, 5).format(Unit.TIME))
                .isEqualTo("0.43 µs (0.4 µs–0.5 µs)");
        assertThat(new Spread(0.43, 0.43, 0.43, 1).format(Unit.TIME)).isEqualTo("0.43 µs");
    }
}
