// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.RunningSwitch;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many sockets there may be, whatever they are for. */
class SocketsInAllTest {

    /** Of a trusted proxy any number may be pending. */
    private static final String SETTINGS =
            """
            gate { max-connections = 1, trusted-proxies = [127.0.0.1] }
            gate.per-address.new-connections = 100000/s
            listen.handshake-timeout = 5m
            """;

    @Test
    void oneTooManyIsNotAcceptedUntilAnotherGoes() throws Exception {
        List<RawClient> quiet = new ArrayList<>();
        try (var running =
                RunningSwitch.with(
                        SETTINGS,
                        context ->
                                context.endpoint(
                                        "/echo", (message, sender) -> sender.send(message)))) {
            for (int n = 0; n < PendingConnections.ROOM; n++) {
                quiet.add(RawClient.connect(running.port()));
            }
            try (var inside = RawClient.open(running.port(), "/echo"); // after all of them
                    var tooMany = RawClient.connect(running.port())) {
                tooMany.send(RawClient.lines("GET /none HTTP/1.1", "Host: 127.0.0.1"));
                for (int n = 0; n < 50; n++) {
                    inside.send(ClientFrame.text("well"));
                    inside.expectText("well");
                }
                assertThat(tooMany.hasAnswer()).isFalse();
                quiet.removeLast().close();
                assertThat(tooMany.readResponse().status()).isEqualTo(404);
            }
        } finally {
            for (var each : quiet) {
                each.close();
            }
        }
    }
}
