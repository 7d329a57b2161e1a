// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.distribution.Alone;
import dev.switchboard.distribution.Tarball;
import dev.switchboard.distribution.UnpackedSwitch;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the switch shows of its inside to those who ask on the admin address. */
@Alone
class InsideIT {
    @AutoClose private static UnpackedSwitch unpacked;
    private static Figures figures;

    @BeforeAll
    static void start() throws IOException {
        unpacked =
                UnpackedSwitch.of(Tarball.WITH_JAVA)
                        .configured("messages { rate = 10000/s, burst = 10000 }")
                        .start();
        figures = new Figures(unpacked);
    }

    @Test
    void theHealthCheckOpensAWebSocketToTheSwitchItself() throws Exception {
        double guests = figures.metric("switchboard_connections_total");
        HttpResponse<String> health = figures.page("/health");

        assertThat(health.statusCode()).as(health.body()).isEqualTo(200);
        assertThat(health.body()).contains("websocket");
        assertThat(figures.metric("switchboard_connections_total"))
                .as("a probe is no guest")
                .isEqualTo(guests);
    }

    @Test
    void strangersCannotMakeMetricsGrow() throws Exception {
        try (Talker stranger = Talker.at(unpacked.websocket())) {
            talk(stranger, "first");
            Set<String> before = series();
            for (int i = 0; i < 300; i++) {
                talk(stranger, "kind-" + i);
            }
            assertThat(series()).isEqualTo(before);
        }
    }

    /** All that a stranger can name: a kind, a room, a receiver, a path. */
    private static void talk(Talker stranger, String name) throws Exception {
        List<String> messages =
                List.of(
                        "{\"msg_type\":\"%s\"}",
                        "{\"msg_type\":\"join_room\",\"room\":\"%s\"}",
                        "{\"msg_type\":\"room_message\",\"room\":\"%s\",\"content\":1}",
                        "{\"msg_type\":\"leave_room\",\"room\":\"%s\"}",
                        "{\"msg_type\":\"direct_message\",\"to\":\"%s\",\"content\":1}",
                        "broken %s");
        for (String message : messages) {
            stranger.say(message.formatted(name));
        }
        assertThat(stranger.heardUntilNow()).isNotEmpty();
        assertThat(Figures.read(unpacked.page().resolve("/" + name)).statusCode()).isEqualTo(404);
    }

    private static Set<String> series() throws Exception {
        return figures.metrics().stream()
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .collect(Collectors.toSet());
    }
}
