// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.codahale.metrics.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketsTest {

    private final Buckets buckets = new Buckets();

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.9, 0.99, 0.999})
    void quantilesAreNeverBetterThanTheTruthAndAtMostAnEighthWorse(double quantile) {
        SplittableRandom random = new SplittableRandom(1);
        long[] values =
                random.doubles(10_000).mapToLong(d -> (long) Math.exp(6 + 12 * d)).toArray();
        Arrays.stream(values).forEach(buckets::update);
        Arrays.sort(values);
        double truth = values[(int) Math.ceil(quantile * values.length) - 1];
        assertThat(buckets.getSnapshot().getValue(quantile)).isBetween(truth, truth * 1.125);
    }

    @Test
    void describesItsValues() {
        for (long value : new long[] {2, 4, 4, 4, 5, 5, 7, 8}) {
            buckets.update(value);
        }
        Snapshot snapshot = buckets.getSnapshot();
        assertThat(snapshot.getMin()).isEqualTo(2);
        assertThat(snapshot.getMax()).isEqualTo(8);
        assertThat(snapshot.getMedian()).isEqualTo(5);
        assertThat(snapshot.getMean()).isEqualTo(39 / 8.0);
        assertThat(snapshot.getStdDev()).isEqualTo(1.763, within(0.001));
        assertThat(snapshot.getValues()).containsExactly(2, 4, 5, 7, 8);
    }

    @Test
    void nothingIsDescribedAsZero() {
        Snapshot snapshot = buckets.getSnapshot();
        assertThat(snapshot.getMin()).isZero();
        assertThat(snapshot.getMax()).isZero();
        assertThat(snapshot.getMedian()).isZero();
        assertThat(snapshot.getMean()).isZero();
        assertThat(snapshot.getStdDev()).isZero();
    }

    @Test
    void whatLiesOutsideCountsAsTheNearest() {
        buckets.update(-5);
        buckets.update(Long.MAX_VALUE);
        assertThat(buckets.getSnapshot().getValues()).containsExactly(0, 1L << 40);
    }

    @Test
    void valuesFadeFromTheQuantilesAfterTwoTurnsButNotFromTheCounts() {
        buckets.update(100);
        buckets.turn();
        buckets.update(3);
        assertThat(buckets.getSnapshot().getMax()).isGreaterThanOrEqualTo(100);
        buckets.turn();
        assertThat(buckets.getSnapshot().getMax()).isEqualTo(3);
        buckets.turn();
        assertThat(buckets.getSnapshot().size()).isZero();
        assertThat(buckets.total()).isEqualTo(2);
    }

    @Test
    void noValueIsLostWhenManyThreadsRecord() throws Exception {
        int threads = 4;
        int each = 20_000;
        List<Thread> running = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            running.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int i = 0; i < each; i++) {
                                    buckets.update(i % 1000);
                                }
                            }));
        }
        for (Thread thread : running) {
            thread.join();
        }
        assertThat(buckets.total()).isEqualTo((long) threads * each);
        assertThat(Arrays.stream(buckets.counts()).sum()).isEqualTo((long) threads * each);
    }
}
