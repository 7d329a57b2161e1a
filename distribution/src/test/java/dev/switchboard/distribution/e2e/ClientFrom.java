// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/** A client with TLS that comes from an address of the test's choice. */
final class ClientFrom implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final DataInputStream in;

    /** Connects from this address of loopback. */
    ClientFrom(String address, int port, SSLSocketFactory trusting) throws IOException {
        Socket plain = plain(address, port);
        socket = trusting.createSocket(plain, "127.0.0.1", port, true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    /** A connection from this address on which nothing has been said yet. */
    static Socket plain(String address, int port) throws IOException {
        Socket plain = new Socket();
        plain.setSoTimeout(PATIENCE_MILLIS);
        plain.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
        plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return plain;
    }

    /** Asks for a WebSocket, with these header lines besides; the status of the answer. */
    int ask(String... headers) throws IOException {
        StringBuilder request =
                new StringBuilder(
                        """
                        GET /ws HTTP/1.1
                        Host: 127.0.0.1
                        Upgrade: websocket
                        Connection: Upgrade
                        Sec-WebSocket-Version: 13
                        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
                        """);
        for (String header : headers) {
            request.append(header).append('\n');
        }
        String text = request.append('\n').toString().replace("\n", "\r\n");
        socket.getOutputStream().write(text.getBytes(UTF_8));
        String status = line();
        for (String header = line(); !header.isEmpty(); header = line()) {
            assertThat(header).contains(":");
        }
        assertThat(status).startsWith("HTTP/1.1 ");
        return Integer.parseInt(status, 9, 12, 10);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) {
            line.write(next);
        }
        return line.toString(UTF_8).strip();
    }

    /** Says hello over the WebSocket; the answer. */
    String hello() throws IOException {
        byte[] message = "{\"msg_type\":\"hello\",\"id\":1}".getBytes(UTF_8);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(new byte[] {(byte) 0x81, (byte) (0x80 | message.length), 0, 0, 0, 0});
        frame.writeBytes(message); // masked with zeros
        socket.getOutputStream().write(frame.toByteArray());
        assertThat(in.readUnsignedByte()).isEqualTo(0x81);
        int length = in.readUnsignedByte();
        byte[] answer = new byte[length == 126 ? in.readUnsignedShort() : length];
        in.readFully(answer);
        return new String(answer, UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
