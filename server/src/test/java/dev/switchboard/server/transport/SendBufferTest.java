// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.RunningSwitch;
import dev.switchboard.support.Await;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/**
 * What the system keeps for a client that does not read is little; the rest waits in its outbox.
 */
class SendBufferTest {

    private static final int KIBIBYTE = 1024;
    private static final int SEND_BUFFER = 64 * KIBIBYTE;
    private static final int RECEIVE_BUFFER = 16 * KIBIBYTE;
    private static final int MESSAGES = 64;
    private static final int SIZE = 64 * KIBIBYTE;
    private static final int ON_THE_WIRE = SIZE + 10;

    @Test
    void whatAClientDoesNotReadWaitsInItsOutbox() throws Exception {
        try (var running =
                        RunningSwitch.with(
                                """
                                listen.send-buffer = 64 KiB
                                delivery { outbox { bytes = 16 MiB, messages = 1000 }, memory = 1 GiB }
                                """,
                                context ->
                                        context.endpoint(
                                                "/many",
                                                (message, sender) -> {
                                                    for (int n = 0; n < MESSAGES; n++) {
                                                        sender.send(message);
                                                    }
                                                }));
                var socket = new Socket()) {
            socket.setReceiveBufferSize(RECEIVE_BUFFER);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), running.port()));
            var client = new RawClient(socket);
            client.becomeWebSocket("/many");
            // Whoever has read fast for a while is given more room by the system, if it may.
            for (int round = 0; round < 3; round++) {
                client.send(ClientFrame.text("x".repeat(SIZE)));
                client.skip(MESSAGES * ON_THE_WIRE);
            }
            Await.until(() -> unread(running) == 0);
            client.send(ClientFrame.text("x".repeat(SIZE)));
            Await.until(() -> isSent(running, 4 * MESSAGES));

            assertThat(unread(running))
                    .isGreaterThan(MESSAGES * SIZE - 2 * SEND_BUFFER - 4 * RECEIVE_BUFFER - SIZE);
        }
    }

    private static boolean isSent(RunningSwitch running, int messages) {
        return running.count("switchboard_messages_out_total") == messages && unread(running) > 0;
    }

    private static long unread(RunningSwitch running) {
        return running.count("switchboard_bytes_out_total")
                - running.count("switchboard_bytes_written_total");
    }
}
