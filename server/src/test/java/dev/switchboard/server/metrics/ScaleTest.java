// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScaleTest {

    @Test
    void everyValueUpToEightHasABucketOfItsOwn() {
        for (int value = 0; value <= 8; value++) {
            assertThat(Scale.indexOf(value)).isEqualTo(value);
            assertThat(Scale.bound(value)).isEqualTo(value);
        }
    }

    @Test
    void bucketsFollowEachOtherWithoutGap() {
        int last = Scale.indexOf(1L << 40);
        for (int index = 1; index <= last; index++) {
            assertThat(Scale.indexOf(Scale.bound(index))).isEqualTo(index);
            assertThat(Scale.indexOf(Scale.bound(index - 1) + 1)).isEqualTo(index);
        }
        assertThat(Scale.bound(last)).isEqualTo(1L << 40);
    }

    @Test
    void aBucketIsAtMostAnEighthWide() {
        for (int index = 9; index <= Scale.indexOf(1L << 40); index++) {
            double below = Scale.bound(index - 1);
            assertThat(Scale.bound(index) / below).isLessThanOrEqualTo(1.125);
        }
    }

    @Test
    void powersOfTwoAreBounds() {
        for (int power = 0; power <= 40; power++) {
            assertThat(Scale.bound(Scale.indexOf(1L << power))).isEqualTo(1L << power);
        }
    }
}
