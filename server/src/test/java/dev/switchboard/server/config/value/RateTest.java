// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateTest {

    @ParameterizedTest
    @CsvSource({
        "50/s, 50, PT1S",
        "30/min, 30, PT1M",
        "10/10s, 10, PT10S",
        "1 / hour, 1, PT1H",
        "0/s, 0, PT1S"
    })
    void readsWhatPeopleWrite(String text, long count, Duration period) {
        assertThat(Rate.parse(text)).isEqualTo(new Rate(count, period));
    }

    @ParameterizedTest
    @CsvSource({"50/s, 50/s", "10/10s, 10/10s", "30/min, 30/m", "5/60s, 5/m"})
    void printsTheShortestSpelling(String written, String printed) {
        assertThat(Rate.parse(written)).hasToString(printed);
    }

    @ParameterizedTest
    @CsvSource({
        "50, not a rate; try 50/s",
        "50 per second, not a rate; try 50/s",
        "50/fortnight, not a rate; try 50/s",
        "50/0s, not a rate; try 50/s",
        "fast, not a rate; try 50/s"
    })
    void saysWhatToWriteInstead(String text, String advice) {
        assertThatIllegalArgumentException().isThrownBy(() -> Rate.parse(text)).withMessage(advice);
    }
}
