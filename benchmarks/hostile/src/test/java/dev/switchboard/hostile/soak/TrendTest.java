// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrendTest {
    private static final int COUNT = 200;
    private static final int EACH = 15;
    private static final long MIB = 1 << 20;

    private final Random random = new Random(1);

    @Test
    void theLineIsFound() {
        Trend trend = trend(i -> 100 + 3L * i * EACH);

        assertThat(trend.slope()).isCloseTo(3, within(1e-9));
        assertThat(trend.growth()).isCloseTo(3.0 * EACH * (COUNT - 1), within(1e-6));
        assertThat(trend.error()).isCloseTo(0, within(1e-9));
    }

    @Test
    void whatComesAndGoesDoesNotGrow() {
        assertThat(trend(i -> 20 * MIB + i % 7 * MIB).isGrowing()).isFalse();
    }

    @Test
    void chanceIsNoGrowth() {
        assertThat(trend(i -> 20 * MIB + random.nextLong(MIB)).isGrowing()).isFalse();
    }

    @Test
    void aLeakIsFoundBelowNoise() {
        assertThat(trend(i -> 20 * MIB + i * MIB / 40 + random.nextLong(8 * MIB)).isGrowing())
                .isTrue();
    }

    @Test
    void whatNeverChangesDoesNotGrow() {
        assertThat(trend(i -> 40).isGrowing()).isFalse();
    }

    private static Trend trend(IntToLongFunction figure) {
        List<Sample> samples =
                IntStream.range(0, COUNT)
                        .mapToObj(i -> new Sample(i * EACH, figure.applyAsLong(i), 0, 0, 0, 0, 0))
                        .toList();
        return Trend.of(samples, Sample::live);
    }
}
