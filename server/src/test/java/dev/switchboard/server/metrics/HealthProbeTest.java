// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HealthProbeTest {

    private final HealthProbe probe = new HealthProbe();

    @Test
    void knowsItsOwnSecret() {
        assertThat(probe.matches(probe.secret())).isTrue();
    }

    @Test
    void knowsNothingElse() {
        assertThat(probe.matches(null)).isFalse();
        assertThat(probe.matches("")).isFalse();
        assertThat(probe.matches(probe.secret() + "0")).isFalse();
        assertThat(probe.matches(probe.secret().substring(1))).isFalse();
    }

    @Test
    void everySwitchHasAnother() {
        assertThat(probe.matches(new HealthProbe().secret())).isFalse();
        assertThat(probe.secret()).hasSize(64);
    }
}
