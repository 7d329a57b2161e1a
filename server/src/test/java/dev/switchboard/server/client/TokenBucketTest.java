// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.config.value.Rate;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenBucketTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long MILLI = Duration.ofMillis(1).toNanos();
    private static final Rate FIFTY = Rate.perSecond(50);

    @Test
    void itLetsTheBurstThroughAndThenSaysHowLongToWait() {
        var bucket = new TokenBucket(3, 0);
        assertThat(bucket.take(FIFTY, 3, 0)).isZero();
        assertThat(bucket.take(FIFTY, 3, 0)).isZero();
        assertThat(bucket.take(FIFTY, 3, 0)).isZero();
        assertThat(bucket.take(FIFTY, 3, 0)).isEqualTo(20 * MILLI);
        assertThat(bucket.take(FIFTY, 3, 15 * MILLI)).isEqualTo(5 * MILLI);
        assertThat(bucket.take(FIFTY, 3, 20 * MILLI)).isZero();
    }

    @Test
    void whoWaitsAsToldIsLetThrough() {
        var bucket = new TokenBucket(1, 0);
        long now = 0;
        assertThat(bucket.take(Rate.perSecond(3), 1, now)).isZero();
        for (int n = 0; n < 1_000; n++) {
            long wait = bucket.take(Rate.perSecond(3), 1, now);
            assertThat(wait).isPositive();
            now += wait;
            assertThat(bucket.take(Rate.perSecond(3), 1, now)).as("message %s", n).isZero();
        }
        assertThat(now).isBetween(333 * SECOND, 334 * SECOND);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3, 7, 10, 50, 64, 1000, 999_983})
    void whoSendsAtTheRateForEverIsNeverRefused(long count) {
        var rate = Rate.perSecond(count);
        var bucket = new TokenBucket(2, 0);
        for (long n = 0; n < 10_000; n++) {
            long now = Math.ceilDiv(n * SECOND, count);
            assertThat(bucket.take(rate, 2, now)).as("message %s", n).isZero();
        }
    }

    @Test
    void whoSendsTwiceTheRateGetsHalfThrough() {
        var bucket = new TokenBucket(100, 0);
        int through = 0;
        for (long n = 0; n < 6_000; n++) {
            if (bucket.take(FIFTY, 100, n * 10 * MILLI) == 0) {
                through++;
            }
        }
        assertThat(through).isBetween(100 + 50 * 60 - 1, 100 + 50 * 60);
    }

    @Test
    void itHoldsNoMoreThanTheBurst() {
        var bucket = new TokenBucket(2, 0);
        long later = Duration.ofDays(365).toNanos();
        assertThat(bucket.isFull(FIFTY, 2, later)).isTrue();
        assertThat(bucket.take(FIFTY, 2, later)).isZero();
        assertThat(bucket.isFull(FIFTY, 2, later)).isFalse();
        assertThat(bucket.take(FIFTY, 2, later)).isZero();
        assertThat(bucket.take(FIFTY, 2, later)).isEqualTo(20 * MILLI);
        assertThat(bucket.isFull(FIFTY, 2, later + 40 * MILLI)).isTrue();
    }

    @Test
    void aDebtIsPaidBeforeAnythingIsFree() {
        var bucket = new TokenBucket(1, 0);
        assertThat(bucket.owe(1, FIFTY, 1, 0)).isZero();
        assertThat(bucket.owe(1, FIFTY, 1, 0)).isEqualTo(20 * MILLI);
        assertThat(bucket.owe(1, FIFTY, 1, 0)).isEqualTo(40 * MILLI);
        assertThat(bucket.owe(1, FIFTY, 1, 60 * MILLI)).isZero();
    }

    @Test
    void theRateMayChangeAtAnyTime() {
        var bucket = new TokenBucket(1, 0);
        assertThat(bucket.take(FIFTY, 1, 0)).isZero();
        assertThat(bucket.take(FIFTY, 1, 0)).isEqualTo(20 * MILLI);
        assertThat(bucket.take(Rate.perSecond(1000), 1, 0)).isEqualTo(MILLI);
        assertThat(bucket.take(Rate.parse("30/min"), 1, 0)).isEqualTo(2 * SECOND);
    }

    @Test
    void aClockThatCountsFromAnywhereMakesNoDifference() {
        long start = Long.MAX_VALUE - 10 * MILLI;
        var bucket = new TokenBucket(1, start);
        assertThat(bucket.take(FIFTY, 1, start)).isZero();
        assertThat(bucket.take(FIFTY, 1, start + 20 * MILLI)).isZero();
    }

    @Test
    void whatIsSavedMayBeMoreThanTheBurstAndIsNotEarnedTwice() {
        var bucket = new TokenBucket(3, 0);
        for (int n = 0; n < 3; n++) {
            assertThat(bucket.take(FIFTY, 3, 0)).isZero();
        }
        bucket.save(FIFTY, 3, 0, SECOND);
        for (int n = 0; n < 50; n++) {
            assertThat(bucket.take(FIFTY, 3, SECOND)).as("token %s", n).isZero();
        }
        assertThat(bucket.take(FIFTY, 3, SECOND)).isPositive();
    }

    @Test
    void onlyTheTimeThatIsSavedCountsInFull() {
        var bucket = new TokenBucket(3, 0);
        bucket.save(FIFTY, 3, 10 * SECOND, 11 * SECOND);
        int taken = 0;
        while (bucket.take(FIFTY, 3, 11 * SECOND) == 0) {
            taken++;
        }
        assertThat(taken).isEqualTo(53);
    }
}
