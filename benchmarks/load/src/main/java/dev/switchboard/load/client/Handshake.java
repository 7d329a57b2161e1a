// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** The server's answer to the request for an upgrade. */
final class Handshake {
    /** One key for all: nothing here is a secret. */
    static final String KEY = key();

    private static final String ACCEPT = accept(KEY).toLowerCase(Locale.ROOT);
    private static final int MAX_ANSWER = 32 * 1024;

    /** What became of it; a status of 101 is a success. */
    record Answer(int status, int length) {}

    /** More bytes are needed. */
    static final Answer INCOMPLETE = new Answer(0, 0);

    /** No HTTP, or no WebSocket. */
    static final Answer NONSENSE = new Answer(-1, 0);

    private Handshake() {}

    static Answer read(ByteBuffer buffer, int from, int to) {
        int end = endOfHead(buffer, from, to);
        if (end < 0) {
            return to - from > MAX_ANSWER ? NONSENSE : INCOMPLETE;
        }
        byte[] head = new byte[end - from];
        buffer.get(from, head);
        String text = new String(head, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        if (!text.matches("(?s)http/1\\.1 [1-5]\\d\\d[ \r].*")) {
            return NONSENSE;
        }
        int status = Integer.parseInt(text.substring(9, 12));
        if (status == 101 && !text.contains("sec-websocket-accept: " + ACCEPT + "\r\n")) {
            return NONSENSE;
        }
        return new Answer(status, end - from);
    }

    private static int endOfHead(ByteBuffer buffer, int from, int to) {
        for (int at = from; at + 4 <= to; at++) {
            if (buffer.get(at) == '\r'
                    && buffer.get(at + 1) == '\n'
                    && buffer.get(at + 2) == '\r'
                    && buffer.get(at + 3) == '\n') {
                return at + 4;
            }
        }
        return -1;
    }

    private static String key() {
        byte[] random = new byte[16];
        ThreadLocalRandom.current().nextBytes(random);
        return Base64.getEncoder().encodeToString(random);
    }

    static String accept(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1")
                            .digest(
                                    (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                                            .getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("a Java without SHA-1", impossible);
        }
    }
}
