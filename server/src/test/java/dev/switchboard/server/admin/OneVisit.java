// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.net.ServerSocketFactory;

/**
 * The barest WebSocket server: takes one client, reads one short message, and answers with what a
 * test wants to see answered.
 */
final class OneVisit implements AutoCloseable {

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /** The bytes to send for a message, or nothing. */
    interface Script {
        byte[] answer(String message);
    }

    private final ServerSocket listening;
    private final CompletableFuture<Map<String, String>> handshake = new CompletableFuture<>();
    private final Script script;

    OneVisit(ServerSocketFactory sockets, Script script) throws IOException {
        this.listening = sockets.createServerSocket(0, 1, InetAddress.getLoopbackAddress());
        this.script = script;
        Thread.ofVirtual().start(this::serve);
    }

    URI address(String scheme) {
        return URI.create(scheme + "://127.0.0.1:" + listening.getLocalPort() + "/ws");
    }

    /** The headers of the handshake, names in lower case. */
    Map<String, String> handshake() {
        return handshake.join();
    }

    /** A server's frame with a short text. */
    static byte[] text(String text) {
        return frame(0x81, text.getBytes(UTF_8));
    }

    /** A server's frame that closes. */
    static byte[] close(int code) {
        return frame(0x88, new byte[] {(byte) (code >> 8), (byte) code});
    }

    private static byte[] frame(int first, byte[] payload) {
        byte[] frame = new byte[payload.length + 2];
        frame[0] = (byte) first;
        frame[1] = (byte) payload.length;
        System.arraycopy(payload, 0, frame, 2, payload.length);
        return frame;
    }

    private void serve() {
        try (Socket client = listening.accept()) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            Map<String, String> headers = headers(in);
            out.write(
                    ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                                    + "Connection: Upgrade\r\nSec-WebSocket-Accept: "
                                    + accept(headers.get("sec-websocket-key"))
                                    + "\r\n\r\n")
                            .getBytes(US_ASCII));
            handshake.complete(headers);
            out.write(script.answer(message(in)));
            in.readAllBytes();
        } catch (IOException | GeneralSecurityException e) {
            handshake.completeExceptionally(e);
        }
    }

    private static Map<String, String> headers(DataInputStream in) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String[] parts = line.split(": ", 2);
            headers.put(parts[0].toLowerCase(java.util.Locale.ROOT), parts[parts.length - 1]);
        }
        return headers;
    }

    private static String line(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
            line.append((char) c);
        }
        return line.toString().strip();
    }

    private static String accept(String key) throws GeneralSecurityException {
        return Base64.getEncoder()
                .encodeToString(
                        MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(US_ASCII)));
    }

    /** A masked frame of less than 126 bytes. */
    private static String message(DataInputStream in) throws IOException {
        in.readUnsignedByte();
        int length = in.readUnsignedByte() & 0x7f;
        byte[] mask = in.readNBytes(4);
        byte[] payload = in.readNBytes(length);
        for (int i = 0; i < length; i++) {
            payload[i] ^= mask[i % 4];
        }
        return new String(payload, UTF_8);
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
