// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.RunningSwitch;
import dev.switchboard.support.Await;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Limits that are tried, against a switch that listens. */
class DryRunOnTheWireTest {

    private static final String SETTINGS =
            """
            gate { max-connections = 1, per-address { connections = 1, new-connections = 1/s } }
            messages { rate = 1/s, burst = 1, control-frames = 1/s }
            """;
    private static final String ALL_IN_DRY_RUN =
            """
            limits.dry-run = [gate.max-connections, gate.per-address.connections
                gate.per-address.new-connections, messages.rate, messages.control-frames]
            """;

    @Test
    void nobodyIsRefusedAndNothingSlowedDown() throws Exception {
        try (var running =
                RunningSwitch.with(
                        SETTINGS + ALL_IN_DRY_RUN,
                        context ->
                                context.endpoint(
                                        "/echo", (message, sender) -> sender.send(message)))) {
            List<RawClient> inside = new ArrayList<>();
            for (int n = 0; n < PendingConnections.ROOM + 100; n++) {
                inside.add(RawClient.open(running.port(), "/echo"));
            }
            Await.until(() -> running.present() == inside.size());
            var client = inside.getFirst();
            for (int n = 0; n < 100; n++) {
                client.send(ClientFrame.text("message " + n), ClientFrame.ping("ping"));
            }
            for (int n = 0; n < 100; n++) {
                client.expectText("message " + n);
                client.expectPong("ping");
            }
            assertThat(running.count("switchboard_rate_limited_total")).isZero();
            assertThat(running.count("switchboard_refusals_total")).isZero();
            assertThat(running.count("switchboard_dry_run_total{limit=gate.max-connections}"))
                    .isEqualTo(inside.size() - 1);

            running.change(SETTINGS);
            client.send(ClientFrame.ping("one too many"), ClientFrame.ping("another"));
            while (!client.next().isClose()) {
                // pongs
            }
            for (var each : inside) {
                each.close();
            }
        }
    }
}
