// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RefusalTest {

    @Test
    void itSaysWhatIsWrongAndWhere() {
        Refusal refusal =
                new Refusal(Code.RATE_LIMITED, "slower, please")
                        .retryAfter(Duration.ofSeconds(2))
                        .field("text");

        assertThat(refusal.code()).isEqualTo("rate_limited");
        assertThat(refusal.text()).isEqualTo("slower, please");
        assertThat(refusal.field()).contains("text");
        assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(2));
    }

    @Test
    void additionsMakeANewOne() {
        Refusal plain = Refusal.of("sold_out", "none left");
        assertThat(plain.field("amount")).isNotSameAs(plain);

        assertThat(plain.field()).isEmpty();
        assertThat(plain.retryAfter()).isEmpty();
    }

    @Test
    void itCostsNoStackTrace() {
        assertThat(Refusal.of("sold_out", "none left").getStackTrace()).isEmpty();
    }
}
