// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.drain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.load.client.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FindingsTest {
    private static final double LONGEST = 40;

    private static Findings of(Manner manner, int returned, int highest, long missed, int exit) {
        return new Findings(
                manner, 1000, 10, 1000, returned, 8, highest, 20, missed, Map.of(), 0, 35, exit);
    }

    @Test
    void theHighestSecondIsFoundWhereverItBegins() {
        List<Long> steady = LongStream.range(0, 100).mapToObj(i -> i * Clock.SECOND / 10).toList();
        assertThat(Findings.highest(steady)).isEqualTo(10);
        List<Long> rush =
                LongStream.concat(
                                LongStream.of(0),
                                LongStream.range(0, 7).map(i -> 1900 * Clock.MILLISECOND + i))
                        .boxed()
                        .toList();
        assertThat(Findings.highest(rush)).isEqualTo(7);
        assertThat(Findings.highest(List.of())).isZero();
    }

    @Test
    void aDrainIsWellIfAllAreBackAndNobodyHasMissedAnything() {
        assertThat(of(Manner.WAIT, 1000, 199, 0, 0).failures(LONGEST)).isEmpty();
        assertThat(of(Manner.DEAF, 990, 190, 0, 0).failures(LONGEST)).isEmpty();
    }

    @Test
    void whatIsNotWellIsTold() {
        assertThat(of(Manner.WAIT, 990, 190, 0, 0).failures(LONGEST))
                .containsExactly("10 have not returned: {}");
        assertThat(of(Manner.WAIT, 1000, 201, 0, 0).failures(LONGEST))
                .containsExactly("they came all at once");
        assertThat(of(Manner.WAIT, 1000, 100, 3, 0).failures(LONGEST))
                .containsExactly("3 messages missed");
        assertThat(of(Manner.WAIT, 1000, 100, 0, 70).failures(LONGEST))
                .containsExactly("exit code 70");
        assertThat(of(Manner.WAIT, 1000, 100, 0, 0).failures(34))
                .containsExactly("it ended too late");
    }
}
