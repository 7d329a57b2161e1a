// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.api.Code;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the frames that a client sends (RFC 6455, section 5) in the bytes as they come, in pieces
 * of any size. Between frames it holds nothing; of a frame that has come in part, it holds that
 * part, in memory for 4 KiB at first, and later for twice the bytes that arrived, at most. Owned by
 * whoever reads the connection.
 */
final class FrameReader {

    /**
     * Gets each frame whole and unmasked; false asks the reader to stop after it. With the opcode
     * comes {@link Opcode#COMPRESSED}, if it is set.
     */
    interface Sink {
        boolean frame(int opcode, boolean isFinal, byte[] payload) throws Violation;
    }

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int LONGEST_CONTROL = 125;
    private static final int FIRST_PIECE = 4096;

    /** A frame that has not come whole yet. */
    private static final class Partial {
        private final int opcode;
        private final boolean isFinal;
        private final int mask;
        private final int length;
        private byte[] payload;
        private int filled;

        Partial(int opcode, boolean isFinal, int mask, int length, int available) {
            this.opcode = opcode;
            this.isFinal = isFinal;
            this.mask = mask;
            this.length = length;
            this.payload = new byte[Math.min(length, Math.max(available, FIRST_PIECE))];
        }

        int take(byte[] bytes, int from, int to) {
            int count = Math.min(length - filled, to - from);
            if (filled + count > payload.length) {
                int size = Math.max(filled + count, payload.length * 2);
                payload = Arrays.copyOf(payload, Math.min(length, size));
            }
            System.arraycopy(bytes, from, payload, filled, count);
            filled += count;
            return count;
        }
    }

    private final boolean mayCompress;
    private @Nullable Partial partial;

    /** The beginning of a header, if the bytes ended within one. */
    private byte @Nullable [] headerStart;

    /** A reader of frames, of which those that begin a message may say that it is compressed. */
    FrameReader(boolean mayCompress) {
        this.mayCompress = mayCompress;
    }

    boolean mayCompress() {
        return mayCompress;
    }

    /** Whether a part of a frame has come. */
    boolean isUnfinished() {
        return partial != null || headerStart != null;
    }

    /** How many bytes it holds. */
    int kept() {
        var open = partial;
        byte[] start = headerStart;
        return (open == null ? 0 : open.payload.length) + (start == null ? 0 : start.length);
    }

    /** Drops what it holds; nothing may be read afterwards. */
    void forget() {
        partial = null;
        headerStart = null;
    }

    /**
     * Hands the frames between {@code from} and {@code to} to the sink, until it asks to stop; what
     * is left of a frame at the end is kept. Returns up to where the bytes are used.
     *
     * @param longest the most that a frame may carry
     */
    int read(byte[] bytes, int from, int to, int longest, Sink sink) throws Violation {
        int at = from;
        if (headerStart != null) {
            byte[] joined = Arrays.copyOf(headerStart, headerStart.length + to - from);
            System.arraycopy(bytes, from, joined, headerStart.length, to - from);
            int before = headerStart.length;
            headerStart = null;
            return from - before + read(joined, 0, joined.length, longest, sink);
        }
        while (at < to) {
            var open = partial;
            if (open != null) {
                at += open.take(bytes, at, to);
                if (open.filled < open.length) {
                    return at;
                }
                partial = null;
                unmask(open.payload, 0, open.payload, 0, open.length, open.mask);
                if (!sink.frame(open.opcode, open.isFinal, open.payload)) {
                    return at;
                }
                continue;
            }
            int header = headerLength(bytes, at, to);
            if (at + header > to) {
                headerStart = Arrays.copyOfRange(bytes, at, to);
                return to;
            }
            int opcode = bytes[at] & (0x0F | Opcode.COMPRESSED);
            boolean isFinal = bytes[at] < 0;
            int length = length(bytes, at, opcode, longest);
            int mask = (int) INTS.get(bytes, at + header - 4);
            at += header;
            if (to - at < length) {
                partial = new Partial(opcode, isFinal, mask, length, to - at);
                continue;
            }
            byte[] payload = new byte[length];
            unmask(bytes, at, payload, 0, length, mask);
            at += length;
            if (!sink.frame(opcode, isFinal, payload)) {
                return at;
            }
        }
        return at;
    }

    /** How long the header is, after what can be checked of it has been checked. */
    private int headerLength(byte[] bytes, int at, int to) throws Violation {
        int first = bytes[at];
        int opcode = first & 0x0F;
        int reserved = first & 0x70;
        if (reserved != 0 && !mayBeSet(reserved, opcode)) {
            throw new Violation(Code.PROTOCOL_ERROR, "a reserved bit is set");
        }
        if (!Opcode.isKnown(opcode)) {
            throw new Violation(Code.PROTOCOL_ERROR, "opcode " + opcode + " is reserved");
        }
        if (Opcode.isControl(opcode) && first >= 0) {
            throw new Violation(Code.PROTOCOL_ERROR, "a control frame is fragmented");
        }
        if (at + 1 == to) {
            return 2;
        }
        int second = bytes[at + 1];
        if (second >= 0) {
            throw new Violation(Code.PROTOCOL_ERROR, "a frame of a client is not masked");
        }
        int size = second & 0x7F;
        if (Opcode.isControl(opcode) && size > LONGEST_CONTROL) {
            throw new Violation(Code.PROTOCOL_ERROR, "a control frame is too long");
        }
        return size < 126 ? 6 : size == 126 ? 8 : 14;
    }

    private boolean mayBeSet(int reserved, int opcode) {
        return mayCompress && reserved == Opcode.COMPRESSED && Opcode.isBeginning(opcode);
    }

    private static int length(byte[] bytes, int at, int opcode, int longest) throws Violation {
        long length = bytes[at + 1] & 0x7F;
        if (length == 126) {
            length = Short.toUnsignedInt(Short.reverseBytes((short) SHORTS.get(bytes, at + 2)));
            requireShortest(length >= 126);
        } else if (length == 127) {
            length = Long.reverseBytes((long) LONGS.get(bytes, at + 2));
            if (length < 0) {
                throw new Violation(Code.PROTOCOL_ERROR, "a length is negative");
            }
            requireShortest(length > 0xFFFF);
        }
        if (length > longest && !Opcode.isControl(opcode)) {
            throw new Violation(
                    Code.TOO_BIG, "a frame of " + length + " bytes; the limit is " + longest);
        }
        return (int) length;
    }

    /** Each length has one form (RFC 6455, section 5.2). */
    private static void requireShortest(boolean isShortest) throws Violation {
        if (!isShortest) {
            throw new Violation(Code.PROTOCOL_ERROR, "a length is not in its shortest form");
        }
    }

    /** Copies and unmasks, eight bytes at a time; source and target may be the same. */
    private static void unmask(
            byte[] source, int from, byte[] target, int into, int length, int mask) {
        long wide = (mask & 0xFFFFFFFFL) | ((long) mask << 32);
        int at = 0;
        for (; at + 8 <= length; at += 8) {
            LONGS.set(target, into + at, (long) LONGS.get(source, from + at) ^ wide);
        }
        for (; at < length; at++) {
            target[into + at] = (byte) (source[from + at] ^ (mask >>> ((at & 3) << 3)));
        }
    }
}
