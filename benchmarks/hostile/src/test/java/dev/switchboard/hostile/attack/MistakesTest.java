// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MistakesTest {
    private static final int MANY = 2_000;

    @Test
    void aSeedAlwaysMakesTheSameMistakes() {
        for (long number = 0; number < MANY; number++) {
            assertThat(new Mistakes(7).parts(number))
                    .containsExactlyElementsOf(new Mistakes(7).parts(number));
        }
    }

    @Test
    void hardlyTwoConnectionsSendTheSame() {
        Set<Integer> seen = new HashSet<>();
        for (long number = 0; number < MANY; number++) {
            seen.add(new Mistakes(7).parts(number).stream().mapToInt(Arrays::hashCode).sum());
        }

        assertThat(seen.size()).isGreaterThan(MANY / 2);
    }
}
