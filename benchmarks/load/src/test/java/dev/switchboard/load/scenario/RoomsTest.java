// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoomsTest {
    @Test
    void fullOnesAndOneWithTheRest() {
        assertThat(Rooms.ofSize(25, 10).sizes()).containsExactly(10, 10, 5);
    }

    @Test
    void everybodyIsInARoomHoweverSkewed() {
        for (double skew : new double[] {0, 0.5, 1, 2}) {
            Rooms rooms = Rooms.skewed(1000, 37, skew);

            assertThat(rooms.sizes().stream().mapToInt(Integer::intValue).sum()).isEqualTo(1000);
            assertThat(rooms.sizes()).hasSize(37).allMatch(size -> size >= 2);
        }
    }

    @Test
    void theFirstIsTheLargest() {
        Rooms rooms = Rooms.skewed(1000, 10, 1);

        assertThat(rooms.sizes().getFirst()).isGreaterThan(300);
        assertThat(rooms.sizes().getLast()).isLessThan(50);
    }
}
