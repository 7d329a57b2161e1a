// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiVersionTest {

    @ParameterizedTest(name = "a switch with {0} serves a plugin for {1}: {2}")
    @CsvSource({
        "1.3, 1.3, true",
        "1.3, 1.0, true",
        "1.3, 1.4, false",
        "2.0, 1.0, false",
        "1.3, 2.0, false"
    })
    void theMajorVersionIsTheSameAndTheMinorOneNotNewer(
            String offered, String wanted, boolean serves) {
        assertThat(ApiVersion.parse(offered).serves(ApiVersion.parse(wanted))).isEqualTo(serves);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1.", "1.0.0", "v1.0", "1.99999", " 1.0"})
    void anythingElseIsNoVersion(String text) {
        assertThat(ApiVersion.isWellFormed(text)).isFalse();
    }
}
