// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.client;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Masked frames, as a client sends them. */
final class Frames {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int MAX_HEADER = 14;

    private Frames() {}

    /** A whole frame, ready to be written. */
    static ByteBuffer of(int opcode, byte[] payload, int mask) {
        ByteBuffer frame =
                ByteBuffer.allocateDirect(MAX_HEADER + payload.length)
                        .order(ByteOrder.LITTLE_ENDIAN);
        frame.put((byte) (0x80 | opcode));
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else if (payload.length < 1 << 16) {
            frame.put((byte) (0x80 | 126));
            frame.putShort(Short.reverseBytes((short) payload.length));
        } else {
            frame.put((byte) (0x80 | 127));
            frame.putLong(Long.reverseBytes(payload.length));
        }
        frame.putInt(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ mask >>> (8 * (i & 3))));
        }
        return frame.flip();
    }

    /** The mask as it falls on eight bytes that begin at this place of the payload. */
    static long maskAt(int mask, int place) {
        int turned = Integer.rotateRight(mask, 8 * (place & 3));
        return (turned & 0xFFFFFFFFL) | (long) turned << 32;
    }
}
