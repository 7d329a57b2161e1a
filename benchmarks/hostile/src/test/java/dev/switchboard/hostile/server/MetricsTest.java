// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricsTest {
    private static final Metrics METRICS =
            new Metrics(
                    """
                    # TYPE switchboard_connections gauge
                    switchboard_connections 12
                    switchboard_connections_total 90
                    switchboard_jvm_pool_live_bytes{pool="G1 Eden Space"} 0
                    switchboard_jvm_pool_live_bytes{pool="G1 Old Gen"} 1500
                    switchboard_jvm_pool_live_bytes{pool="G1 Survivor Space"} 500
                    switchboard_closes_total{code="by_client"} 7
                    switchboard_closes_total{code="overloaded"} 3
                    switchboard_refusals_total{reason="address_rate"} 2
                    switchboard_refusals_total{reason="full"} 0
                    """);

    @Test
    void aFigureIsFoundByItsWholeName() {
        assertThat(METRICS.figure("switchboard_connections")).isEqualTo(12);
        assertThat(METRICS.figure("switchboard_conn")).isZero();
    }

    @Test
    void labelsAreSummedUp() {
        assertThat(METRICS.sum("switchboard_jvm_pool_live_bytes")).isEqualTo(2_000);
    }

    @Test
    void whatTheSwitchDecidedIsItsDefence() {
        assertThat(METRICS.defence())
                .containsOnlyKeys("overloaded", "address_rate")
                .containsEntry("overloaded", 3L);
    }
}
