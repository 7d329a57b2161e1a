// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.client;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Finds the frames in what one connection has received, where they lie. Keeps the beginning of a
 * frame whose rest has not come, and the parts of a message that comes in fragments.
 */
final class FrameReader {

    /** Whom the frames are for. */
    interface Sink {
        /** A whole message, which stands in the buffer for as long as this call takes. */
        void message(ByteBuffer buffer, int at, int length, long now);

        /** Answers a control frame; false if the connection is over. */
        boolean control(int opcode, ByteBuffer buffer, int at, int length, long now);

        /** What came is no WebSocket; the connection is over. */
        void violated();
    }

    private static final byte[] NOTHING = {};
    private static final int MAX_CONTROL = 125;
    private static final int MAX_FRAME = 64 << 20;

    /** Returned instead of a position: nothing more is to be read from this connection. */
    static final int OVER = -1;

    private byte[] kept = NOTHING;
    private int keptLength;
    private byte[] parts = NOTHING;
    private int partsLength;
    private boolean isFragmented;
    private int missing;

    /** Puts what is left of the last time in front. */
    void restore(ByteBuffer buffer) {
        buffer.put(kept, 0, keptLength);
        keptLength = 0;
    }

    int keptLength() {
        return keptLength;
    }

    void keep(ByteBuffer buffer, int from, int to) {
        keptLength = to - from;
        if (kept.length < keptLength) {
            kept = new byte[Math.max(512, keptLength)];
        } else if (keptLength == 0 && kept.length > 4096) {
            kept = NOTHING;
        }
        buffer.get(from, kept, 0, keptLength);
    }

    /** How large the frame is whose beginning was kept, header included; 0 if not yet known. */
    int missing() {
        return missing;
    }

    /** Hands on whole messages; returns the position behind the last whole frame. */
    int read(Sink sink, ByteBuffer buffer, int from, int to, long now) {
        int at = from;
        missing = 0;
        while (to - at >= 2) {
            int first = buffer.get(at);
            int length = buffer.get(at + 1);
            int header = 2;
            if (length == 126) {
                header = 4;
                if (to - at < header) {
                    break;
                }
                length = Short.reverseBytes(buffer.getShort(at + 2)) & 0xFFFF;
            } else if (length == 127) {
                header = 10;
                if (to - at < header) {
                    break;
                }
                long size = Long.reverseBytes(buffer.getLong(at + 2));
                if (size < 0 || size > MAX_FRAME) {
                    return violated(sink);
                }
                length = (int) size;
            }
            if (length < 0 || (first & 0x70) != 0) {
                // Masked, or with an extension that nobody offered.
                return violated(sink);
            }
            if (to - at < header + length) {
                missing = header + length;
                break;
            }
            int payload = at + header;
            at = payload + length;
            int opcode = first & 15;
            if (first < 0 && (opcode == Frames.TEXT || opcode == Frames.BINARY) && !isFragmented) {
                sink.message(buffer, payload, length, now);
            } else if (!other(sink, buffer, first < 0, opcode, payload, length, now)) {
                return OVER;
            }
        }
        return at;
    }

    private boolean other(
            Sink sink,
            ByteBuffer buffer,
            boolean isFinal,
            int opcode,
            int payload,
            int length,
            long now) {
        if (opcode >= Frames.CLOSE) {
            if (!isFinal || length > MAX_CONTROL || opcode > Frames.PONG) {
                sink.violated();
                return false;
            }
            return sink.control(opcode, buffer, payload, length, now);
        }
        if (opcode > Frames.BINARY || (opcode == Frames.CONTINUATION) != isFragmented) {
            sink.violated();
            return false;
        }
        add(buffer, payload, length);
        isFragmented = !isFinal;
        if (isFinal) {
            ByteBuffer whole = ByteBuffer.wrap(parts, 0, partsLength);
            sink.message(whole.order(buffer.order()), 0, partsLength, now);
            partsLength = 0;
        }
        return true;
    }

    private static int violated(Sink sink) {
        sink.violated();
        return OVER;
    }

    private void add(ByteBuffer buffer, int payload, int length) {
        if (partsLength + length > parts.length) {
            parts = Arrays.copyOf(parts, Math.max(1024, (partsLength + length) * 2));
        }
        buffer.get(payload, parts, partsLength, length);
        partsLength += length;
    }
}
