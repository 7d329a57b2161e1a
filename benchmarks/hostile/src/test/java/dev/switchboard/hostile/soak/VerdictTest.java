// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.hostile.honest.Notes;
import dev.switchboard.load.result.Latency;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Latency QUICK = new Latency(1, 1, 1, 1, 1, 1, 1, 1);
    private static final Notes NOTHING = new Notes(QUICK, QUICK, null, Map.of(), 0, 0, 0, 0, 0);

    @Test
    void whatStaysAsItIsIsFine() {
        assertThat(of(samples(100, i -> sample(i, 50, 300, 40))).failures()).isEmpty();
    }

    @Test
    void eachThingThatGrowsIsNamed() {
        assertThat(of(samples(100, i -> sample(i, 50 + i, 300 + i, 40 + i))).failures())
                .containsExactly("more than 100 threads", "live heap grows", "descriptors grows");
    }

    @Test
    void poolsOfThreadsMayGrowUpToABound() {
        assertThat(of(samples(60, i -> sample(i, 50, 300, 40 + i))).failures()).isEmpty();
    }

    @Test
    void theStartIsNotGrowth() {
        assertThat(of(samples(200, i -> sample(i, i < 20 ? i : 50, 300, 40))).failures()).isEmpty();
    }

    @Test
    void aFewMinutesShowNothing() {
        Verdict verdict = of(samples(14, i -> sample(i, 50 + i, 300 + i, 40 + i)));

        assertThat(verdict.trends()).isEmpty();
        assertThat(verdict.failures()).isEmpty();
    }

    @Test
    void whatHappensToHonestClientsCounts() {
        Notes closed = new Notes(QUICK, QUICK, null, Map.of("1013", 2L), 0, 0, 0, 0, 0);

        assertThat(Verdict.of(List.of(), closed, 3, false).failures())
                .containsExactly(
                        "the switch died",
                        "honest clients closed: {1013=2}",
                        "3 clients closed that did nothing wrong");
    }

    private static Verdict of(List<Sample> samples) {
        return Verdict.of(samples, NOTHING, 0, true);
    }

    private static List<Sample> samples(int count, IntFunction<Sample> sample) {
        return IntStream.range(0, count).mapToObj(sample).toList();
    }

    private static Sample sample(int i, long live, long files, long threads) {
        return new Sample(i * 15, live, 100, files, threads, 0, 0);
    }
}
