// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.RawMessage;
import dev.switchboard.server.RunningSwitch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A proxy that only moves bytes, in front of a switch that speaks TLS. */
class ProxyProtocolWithTlsTest {

    private static final byte[] HEADER =
            "PROXY TCP4 203.0.113.5 192.0.2.1 51234 443\r\n".getBytes(US_ASCII);

    @TempDir private Path folder;

    /** Sends the header in one piece with what is sent first. */
    private static final class Proxied extends Socket {

        private boolean isBegun;

        Proxied(int port) throws IOException {
            super(InetAddress.getLoopbackAddress(), port);
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            var out = super.getOutputStream();
            return new OutputStream() {
                @Override
                public void write(int single) throws IOException {
                    write(new byte[] {(byte) single}, 0, 1);
                }

                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    var piece = new ByteArrayOutputStream();
                    if (!isBegun) {
                        piece.writeBytes(HEADER);
                        isBegun = true;
                    }
                    piece.write(bytes, from, length);
                    out.write(piece.toByteArray());
                }
            };
        }
    }

    @Test
    void theHeaderComesBeforeTheHello() throws Exception {
        Path keystore = TestKeystore.in(folder);
        try (var running = start(keystore)) {
            var trusting = TestKeystore.trustedBy(keystore).getSocketFactory();
            Socket together = new Proxied(running.port());
            Socket before = new Socket(InetAddress.getLoopbackAddress(), running.port());
            before.getOutputStream().write(HEADER);
            for (Socket socket : List.of(together, before)) {
                var tls = trusting.createSocket(socket, "127.0.0.1", running.port(), true);
                try (var client = new RawClient(tls)) {
                    client.becomeWebSocket("/who");
                    client.send(ClientFrame.text("who am I?"));
                    client.expectText("203.0.113.5");
                }
            }
        }
    }

    @Test
    void whoHasToSendTheHeaderIsToldByTls() throws Exception {
        Path keystore = TestKeystore.in(folder);
        try (var running = start(keystore)) {
            var trusting = TestKeystore.trustedBy(keystore).getSocketFactory();
            try (var client = new RawClient(trusting.createSocket("127.0.0.1", running.port()))) {
                client.send(RawClient.handshake("/who"));
                assertThat(client.readResponse().status()).isEqualTo(400);
            }
        }
    }

    private static RunningSwitch start(Path keystore) throws Exception {
        return RunningSwitch.with(
                """
                listen.proxy-protocol = required
                listen.tls { enabled = true, keystore = "%s", password = "%s" }
                gate.trusted-proxies = [127.0.0.1]
                """
                        .formatted(keystore, TestKeystore.PASSWORD),
                context ->
                        context.endpoint(
                                "/who",
                                (message, sender) ->
                                        sender.send(
                                                RawMessage.text(
                                                        sender.address().getHostAddress()))));
    }
}
