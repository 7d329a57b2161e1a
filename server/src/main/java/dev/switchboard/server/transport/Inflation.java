// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.api.Code;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Makes messages of what clients send compressed (RFC 7692, section 7.2.2). Each stands for itself,
 * so one object does for all clients of a thread; it belongs to that thread, which frees its memory
 * outside the heap, some 40 KiB, by its end.
 */
final class Inflation {

    private static final ThreadLocal<Inflation> OF_THREAD = ThreadLocal.withInitial(Inflation::new);

    /**
     * The end that a client leaves out, and the last block of all: only what is whole ends with it.
     */
    private static final byte[] END = {0, 0, -1, -1, 1, 0, 0, -1, -1};

    private static final int FIRST_PIECE = 4096;

    /**
     * Who ends a message so often only wants us to work: to begin anew takes half a microsecond.
     */
    private static final int MOST_ENDS = 16;

    private final Inflater inflater = new Inflater(true);

    private Inflation() {}

    /** That of this thread. */
    static Inflation ofThread() {
        return OF_THREAD.get();
    }

    /**
     * The bytes of a message.
     *
     * @param longest the most that a message may have; no more than one byte beyond it is made
     */
    byte[] inflate(byte[] compressed, int longest) throws Violation {
        try {
            return read(compressed, longest);
        } catch (DataFormatException e) {
            throw damaged();
        } finally {
            inflater.reset();
        }
    }

    private byte[] read(byte[] compressed, int longest) throws Violation, DataFormatException {
        byte[] message = new byte[Math.min(longest + 1, Math.max(FIRST_PIECE, compressed.length))];
        int size = 0;
        byte[] input = compressed;
        boolean isLast = false;
        int ends = 0;
        inflater.setInput(input);
        while (true) {
            int count = inflater.inflate(message, size, message.length - size);
            size += count;
            if (size > longest) {
                throw new Violation(Code.TOO_BIG, "a message of more than " + longest + " bytes");
            }
            int left = inflater.getRemaining();
            if (inflater.finished() && left == 0) {
                return Arrays.copyOf(message, size);
            }
            if (inflater.finished() && ++ends > MOST_ENDS) {
                throw damaged();
            }
            if (inflater.finished()) { // a client may call any block its last, and go on
                inflater.reset();
                inflater.setInput(input, input.length - left, left);
            } else if (size == message.length) {
                message = Arrays.copyOf(message, (int) Math.min(longest + 1L, 2L * size));
            } else if (!isLast) {
                isLast = true;
                input = END;
                inflater.setInput(input);
            } else {
                throw damaged();
            }
        }
    }

    private static Violation damaged() {
        return new Violation(Code.BAD_UTF8, "a compressed message is damaged");
    }
}
