// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanTest {

    @ParameterizedTest
    @CsvSource({
        "25s, PT25S",
        "25 seconds, PT25S",
        "500 ms, PT0.5S",
        "1.5m, PT1M30S",
        "2 hours, PT2H",
        "1d, PT24H",
        "10us, PT0.00001S",
        "0, PT0S",
        "0.00, PT0S"
    })
    void readsWhatPeopleWrite(String text, Duration duration) {
        assertThat(Span.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @CsvSource({"PT25S, 25s", "PT0.5S, 500ms", "PT1M30S, 90s", "PT48H, 2d", "PT0S, 0s"})
    void printsTheShortestExactSpelling(Duration duration, String text) {
        assertThat(Span.print(duration)).isEqualTo(text);
        assertThat(Span.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @CsvSource({
        "25, a duration needs a unit; try 25s",
        "10 sekonds, not a duration; try 10s",
        "5 milis, not a duration; try 5ms",
        "5 mins, not a duration; try 5m",
        "1.50, a duration needs a unit; try 1.5s",
        "0.5ns, a duration out of reach",
        "soon, not a duration; try 25s",
        "-5s, not a duration; try 25s",
        "999999999999d, a duration out of reach"
    })
    void saysWhatToWriteInstead(String text, String advice) {
        assertThatIllegalArgumentException().isThrownBy(() -> Span.parse(text)).withMessage(advice);
    }
}
