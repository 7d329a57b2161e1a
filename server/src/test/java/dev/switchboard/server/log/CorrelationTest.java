// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CorrelationTest {

    private static final Correlation FIRST = new Correlation("c1", 1);
    private static final Correlation SECOND = new Correlation("c1", 2);

    @AfterEach
    void nobody() {
        Correlation.restore(null);
    }

    @Test
    void aThreadWorksForNobodyUntilItIsTold() {
        assertThat(Correlation.current()).isNull();
    }

    @Test
    void innerWorkPutsBackTheOuter() {
        Correlation nobody = Correlation.with(FIRST);
        Correlation outer = Correlation.with(SECOND);
        assertThat(Correlation.current()).isEqualTo(SECOND);
        Correlation.restore(outer);
        assertThat(Correlation.current()).isEqualTo(FIRST);
        Correlation.restore(nobody);
        assertThat(Correlation.current()).isNull();
    }

    @Test
    void isPutBackWhenTheTaskThrows() {
        assertThatThrownBy(() ->
                        Correlation.run(
                                FIRST,
                                () -> {
                                    throw new IllegalStateException("on purpose");
                                }))
                .hasMessage("on purpose");
        assertThat(Correlation.current()).isNull();
    }

    @Test
    void readsAsClientAndMessage() {
        assertThat(new Correlation("c1", 17)).hasToString("c1-17");
        assertThat(Correlation.of("c1")).hasToString("c1");
    }
}
