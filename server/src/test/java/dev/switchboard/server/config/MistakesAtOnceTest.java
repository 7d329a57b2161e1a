// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.switchboard.server.config.binding.ConfigurationException;
import dev.switchboard.server.config.binding.Mistake;
import org.junit.jupiter.api.Test;

/** An operator who made ten mistakes reads of ten, each with its line and the way out. */
class MistakesAtOnceTest {

    @Test
    void tenMistakesInOneFileAreTenLines() {
        assertThat(
                        messageFor(
                                """
                                listen {
                                  prot = 9000
                                  backlog = many
                                }
                                messages.max-size = "64 kilos"
                                messages.burst = 0
                                heartbeat.intervall = 5s
                                heartbeat.timeout = 10 sekonds
                                gate.origins = [chat.example.org]
                                gate.trusted-proxies = [10.0.0.0/8, proxy]
                                delivery.overflow.rooms = drop-oldst
                                romms { per-client = 5 }
                                """))
                .isEqualTo(
                        """
                        text:2   listen.prot                              unknown key; did you mean listen.port?
                        text:3   listen.backlog = "many"                  not a whole number
                        text:5   messages.max-size = "64 kilos"           not a size; try 64 KiB
                        text:6   messages.burst = 0                       must be at least 1
                        text:7   heartbeat.intervall                      unknown key; did you mean heartbeat.interval?
                        text:8   heartbeat.timeout = "10 sekonds"         not a duration; try 10s
                        text:9   gate.origins = ["chat.example.org"]      an origin is written like https://chat.example.org
                        text:10  gate.trusted-proxies[1] = "proxy"        not an address or a range of addresses; try 10.0.0.0/8
                        text:11  delivery.overflow.rooms = "drop-oldst"   unknown; did you mean drop-oldest?
                        text:12  romms                                    unknown key; did you mean rooms?
                        """
                                .strip());
    }

    private static String messageFor(String text) {
        ConfigurationException refused =
                catchThrowableOfType(ConfigurationException.class, () -> Configuration.of(text));
        for (Mistake mistake : refused.mistakes()) {
            assertThat(mistake.place().source()).isEqualTo("text");
        }
        return String.valueOf(refused.getMessage());
    }
}
