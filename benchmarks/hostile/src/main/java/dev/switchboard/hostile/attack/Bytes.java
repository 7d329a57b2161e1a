// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.attack;

import dev.switchboard.load.client.Trust;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/** What is sent without a client behind it. */
final class Bytes {
    private static final int FINAL = 0x80;
    private static final int TEXT = 1;
    private static final int CONTINUATION = 0;
    private static final int MASKED = 0x80;
    private static final int LENGTH_OF_16_BITS = 126;
    private static final int HEADER = 8;

    private Bytes() {}

    /** A request for a page, or whatever the path is, with further fields. */
    static String request(String path, String... fields) {
        StringBuilder request = new StringBuilder();
        request.append("GET ").append(path).append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        for (String field : fields) {
            request.append(field).append("\r\n");
        }
        return request.append("\r\n").toString();
    }

    static String upgrade() {
        return """
        GET /ws HTTP/1.1
        Host: 127.0.0.1
        Upgrade: websocket
        Connection: Upgrade
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==

        """
                .replace("\n", "\r\n");
    }

    static byte[] of(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** With what a client of TLS begins. */
    static byte[] hello() {
        try {
            SSLEngine engine = Trust.context(true).createSSLEngine();
            engine.setUseClientMode(true);
            ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            engine.wrap(ByteBuffer.allocate(0), hello);
            return Arrays.copyOf(hello.array(), hello.position());
        } catch (SSLException impossible) {
            throw new IllegalStateException("a Java without TLS", impossible);
        }
    }

    /**
     * A message in fragments whose last one ends in the middle.
     *
     * @param size bytes of all fragments, half of the last one included
     */
    static byte[] unfinished(int size, int fragment) {
        int whole = size / fragment;
        ByteBuffer bytes = ByteBuffer.allocate(whole * (HEADER + fragment) + HEADER + fragment / 2);
        for (int i = 0; i < whole; i++) {
            header(bytes, i == 0 ? TEXT : CONTINUATION, fragment);
        }
        bytes.put((byte) FINAL).put((byte) (MASKED | LENGTH_OF_16_BITS));
        bytes.putShort((short) fragment).putInt(0).put(new byte[fragment / 2]);
        return bytes.array();
    }

    /** A whole message of less than 64 KB; under a mask of zeros it stands as it is. */
    static byte[] frame(int opcode, byte[] payload) {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + payload.length);
        bytes.put((byte) (FINAL | opcode));
        if (payload.length < LENGTH_OF_16_BITS) {
            bytes.put((byte) (MASKED | payload.length));
        } else {
            bytes.put((byte) (MASKED | LENGTH_OF_16_BITS)).putShort((short) payload.length);
        }
        bytes.putInt(0).put(payload);
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    /** A fragment of zeros under a mask of zeros is as good as any. */
    private static void header(ByteBuffer bytes, int opcode, int length) {
        bytes.put((byte) opcode).put((byte) (MASKED | LENGTH_OF_16_BITS));
        bytes.putShort((short) length).putInt(0).put(new byte[length]);
    }
}
