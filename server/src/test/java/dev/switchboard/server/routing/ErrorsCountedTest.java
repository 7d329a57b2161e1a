// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Code;
import dev.switchboard.api.Kind;
import dev.switchboard.api.Refusal;
import dev.switchboard.server.metrics.PrometheusText;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ErrorsCountedTest {

    @Kind("ask")
    private record Ask(String what) {}

    private final RoutingFloor floor = new RoutingFloor(1_000_000);

    @AfterEach
    void close() {
        floor.close();
    }

    @Test
    void eachErrorIsCountedByItsCode() {
        floor.inline(
                Ask.class,
                (ask, _) -> {
                    switch (((Ask) ask).what()) {
                        case "room" -> throw new Refusal(Code.TOO_MANY_ROOMS, "too many");
                        case "own" -> throw Refusal.of("no_dice", "none left");
                        default -> throw new IllegalStateException("broken");
                    }
                });
        var peer = floor.peer();
        peer.say("{\"msg_type\":\"ask\",\"what\":\"room\"}");
        peer.say("{\"msg_type\":\"ask\",\"what\":\"room\"}");
        peer.say("{\"msg_type\":\"ask\",\"what\":\"own\"}");
        peer.say("{\"msg_type\":\"ask\",\"what\":\"broken\"}");
        peer.say("{\"msg_type\":\"ask\"}");
        peer.say("{\"msg_type\":\"unheard of\"}");
        peer.say("{");
        assertThat(peer.heard()).hasSize(7);
        assertThat(PrometheusText.of(floor.clients.delivery.meters))
                .contains(
                        counted("too_many_rooms", 2),
                        counted("no_dice", 1),
                        counted("internal", 1),
                        counted("bad_field", 1),
                        counted("unknown_kind", 1),
                        counted("bad_json", 1),
                        counted("timeout", 0));
    }

    private static String counted(String code, int times) {
        return "\nswitchboard_errors_total{code=\"" + code + "\"} " + times + "\n";
    }
}
