// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.client;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What a payload is filled up with behind its marker: known to everybody, so each byte is checked.
 */
final class Filler {
    private static final int PERIOD = 64;
    private static final byte[] LETTERS = letters();
    private static final long[] WORDS = words();

    private Filler() {}

    static byte at(int position) {
        return LETTERS[position % PERIOD];
    }

    static boolean isIntact(ByteBuffer buffer, int from, int length) {
        int at = 0;
        for (; at + Long.BYTES <= length; at += Long.BYTES) {
            if (buffer.getLong(from + at) != WORDS[at / Long.BYTES % WORDS.length]) {
                return false;
            }
        }
        for (; at < length; at++) {
            if (buffer.get(from + at) != at(at)) {
                return false;
            }
        }
        return true;
    }

    private static byte[] letters() {
        byte[] letters = new byte[PERIOD];
        for (int i = 0; i < PERIOD; i++) {
            letters[i] = (byte) "abcdefghijklmnopqrstuvwxyz0123456789".charAt(i * 7 % 36);
        }
        return letters;
    }

    private static long[] words() {
        long[] words = new long[PERIOD / Long.BYTES];
        ByteBuffer.wrap(letters()).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(words);
        return words;
    }
}
