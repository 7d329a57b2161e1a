// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.hostile.attack.Shifts.Shift;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ShiftsTest {
    private static final Shift SHIFT =
            new Shift(
                    "any",
                    "nothing",
                    Duration.ofSeconds(40),
                    Duration.ofSeconds(17),
                    ground -> {
                        throw new AssertionError(ground);
                    });

    @Test
    void aShiftIsOnAtFirstAndThenInTurns() {
        assertThat(isOnAt(0)).isTrue();
        assertThat(isOnAt(39)).isTrue();
        assertThat(isOnAt(40)).isFalse();
        assertThat(isOnAt(56)).isFalse();
        assertThat(isOnAt(57)).isTrue();
        assertThat(isOnAt(57 * 1000 + 39)).isTrue();
        assertThat(isOnAt(57 * 1000 + 41)).isFalse();
    }

    private static boolean isOnAt(int second) {
        return SHIFT.isOnAt(Duration.ofSeconds(second));
    }
}
