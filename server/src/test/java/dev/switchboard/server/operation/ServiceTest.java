// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.config.Configuration;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ServiceTest {

    @Test
    void theEndIsNotForcedBeforeAllItsPartsHaveHadTheirTime() throws Exception {
        var settings =
                Configuration.of(
                                """
                                drain { notice = 1s, window = 20s, close-timeout = 5s }
                                plugins.drain-timeout = 60s
                                """)
                        .settings();
        var drain = Duration.ofSeconds(26);
        var callsAndStopsOfTwo = Duration.ofMinutes(4);

        assertThat(Service.longestEnd(settings.drain(), settings.plugins(), 2))
                .isGreaterThan(drain.plus(callsAndStopsOfTwo));
    }
}
