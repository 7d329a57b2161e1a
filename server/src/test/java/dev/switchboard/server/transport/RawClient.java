// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.delivery.Deflated;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A socket with the least help that tests need: it says what it is told to, right or wrong, and
 * reads answers, each within a deadline.
 */
final class RawClient implements AutoCloseable {

    /** Long, since it only passes if something is broken, and machines that test are busy. */
    private static final int DEADLINE = 20_000;

    /** What a client says that would like to compress. */
    static final String COMPRESSION = "Sec-WebSocket-Extensions: permessage-deflate";

    static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    /** What RFC 6455, section 1.3, says is the answer to that key. */
    static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    /** Whether both sides have agreed to compress. */
    private boolean mayCompress;

    /** Speaks over a socket that is connected. */
    RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(DEADLINE);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** A connection on which nothing has been said yet. */
    static RawClient connect(int port) throws IOException {
        return new RawClient(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** A WebSocket. */
    static RawClient open(int port, String path, String... headers) throws IOException {
        var client = connect(port);
        client.becomeWebSocket(path, headers);
        return client;
    }

    void becomeWebSocket(String path, String... headers) throws IOException {
        send(handshake(path, headers));
        var answer = readResponse();
        assertThat(answer.status()).isEqualTo(101);
        mayCompress = answer.headers().containsKey("Sec-WebSocket-Extensions");
    }

    /** A right handshake, with these header lines besides. */
    static byte[] handshake(String path, String... headers) {
        List<String> lines =
                new ArrayList<>(
                        List.of(
                                "GET " + path + " HTTP/1.1",
                                "Host: 127.0.0.1",
                                "Upgrade: websocket",
                                "Connection: Upgrade",
                                "Sec-WebSocket-Version: 13",
                                "Sec-WebSocket-Key: " + KEY));
        lines.addAll(List.of(headers));
        return lines(lines.toArray(String[]::new));
    }

    /** These lines and an empty one. */
    static byte[] lines(String... lines) {
        return (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Sends all this in one piece. */
    void send(byte[]... parts) throws IOException {
        out.write(ClientFrame.joined(parts));
        out.flush();
    }

    void sendByteByByte(byte[] bytes) throws IOException {
        for (byte each : bytes) {
            out.write(each);
            out.flush();
        }
    }

    /** The answer to an HTTP request. */
    HttpAnswer readResponse() throws IOException {
        return HttpAnswer.read(in, true);
    }

    /** The answer to a HEAD request, which has no body whatever its length says. */
    HttpAnswer readHead() throws IOException {
        return HttpAnswer.read(in, false);
    }

    /** Whether something has come that has not been read. */
    boolean hasAnswer() throws IOException {
        return in.available() > 0;
    }

    /** The next frame, whatever it is. */
    ServerFrame next() throws IOException {
        var data = new DataInputStream(in);
        int first = data.readUnsignedByte();
        int second = data.readUnsignedByte();
        boolean isCompressed = mayCompress && (first & Opcode.COMPRESSED) != 0;
        int reserved = isCompressed ? first & ~Opcode.COMPRESSED : first;
        assertThat(reserved & 0xF0).as("the final bit and no reserved ones").isEqualTo(0x80);
        assertThat(second & 0x80).as("a switch does not mask").isZero();
        long length =
                switch (second) {
                    case 126 -> data.readUnsignedShort();
                    case 127 -> data.readLong();
                    default -> second;
                };
        byte[] payload = new byte[(int) length];
        data.readFully(payload);
        return new ServerFrame(
                first & 0x0F, isCompressed, isCompressed ? Deflated.inflate(payload) : payload);
    }

    void expectText(String text) throws IOException {
        var frame = next();
        assertThat(frame.opcode()).as(frame.text()).isEqualTo(Opcode.TEXT);
        assertThat(frame.text()).isEqualTo(text);
    }

    void expectPong(String payload) throws IOException {
        var frame = next();
        assertThat(frame.opcode()).isEqualTo(Opcode.PONG);
        assertThat(frame.text()).isEqualTo(payload);
    }

    /** The next frame is a close with this code, 0 for none, and nothing follows. */
    ServerFrame expectClose(int code) throws IOException {
        var frame = next();
        assertThat(frame.isClose()).as("a close frame, not opcode %d", frame.opcode()).isTrue();
        assertThat(frame.code()).as(frame.reason()).isEqualTo(code);
        expectEnd();
        return frame;
    }

    /** The switch has closed the connection, and sent nothing before. */
    void expectEnd() throws IOException {
        int next;
        try {
            next = in.read();
        } catch (SocketException reset) {
            return;
        }
        assertThat(next).as("the next byte").isEqualTo(-1);
    }

    /** Reads so many bytes, whatever they are. */
    void skip(int count) throws IOException {
        in.skipNBytes(count);
    }

    /** Reads whatever comes until the switch closes the connection. */
    void readToTheEnd() throws IOException {
        try {
            while (in.read() >= 0) {
                // whatever it is
            }
        } catch (SocketException reset) {
            // an end, too
        }
    }

    /** Says that nothing more will be sent, but goes on reading. */
    void finishSending() throws IOException {
        socket.shutdownOutput();
    }

    /** Is gone at once, without a word. */
    void vanish() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Is gone, as a program that ended. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
