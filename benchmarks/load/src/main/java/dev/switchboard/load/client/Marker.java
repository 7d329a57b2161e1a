// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.client;

import java.nio.ByteBuffer;

/**
 * Forty letters at the head of a payload that say who sent it, as which message, and when. Letters
 * only, so that no server needs to escape them; one letter for four bits, so that eight of them are
 * one multiplication-free instruction away from the number they stand for:
 *
 * <pre>{@code
 * SbMk check|time..........|lag.|publisher.sequence
 *    4     4             12    8         5 + 7 letters
 * }</pre>
 *
 * <p>A server that cuts, mixes or damages messages is found out by the check of 16 bits here and by
 * the {@link Filler} behind.
 *
 * <p>As an object it is what was last read; each worker has its own.
 */
public final class Marker {
    public static final int LENGTH = 40;
    public static final int MAX_PUBLISHERS = 1 << 20;

    private static final int SIGNATURE = 'S' | 'b' << 8 | 'M' << 16 | 'k' << 24;
    private static final int SEQUENCE_BITS = 28;
    private static final int SEQUENCE_MASK = (1 << SEQUENCE_BITS) - 1;
    private static final int TIME_BITS = 48;
    private static final long LOW_NIBBLES = 0x0F0F0F0F0F0F0F0FL;
    private static final long HIGH_NIBBLES = 0xF0F0F0F0F0F0F0F0L;
    private static final long LETTER_A = 0x6161616161616161L;

    private long time;
    private long lag;
    private int publisher;
    private int sequence;

    /**
     * Writes a marker.
     *
     * @param mask XORed with each eight letters, for frames that are masked already
     * @param time the moment that latency counts from
     * @param lag how much later it was really sent, in nanoseconds
     */
    static void write(
            ByteBuffer to, int at, long mask, long time, long lag, int publisher, int sequence) {
        long units = Math.min(lag / Clock.MICROSECOND, (1L << 28) - 1);
        long first = time << 16 | units >>> 12;
        long second =
                (units & 0xFFF) << 48
                        | (long) publisher << SEQUENCE_BITS
                        | (sequence & SEQUENCE_MASK);
        long head = (SIGNATURE & 0xFFFFFFFFL) | letters(check(first, second)) << 32;
        to.putLong(at, head ^ mask);
        to.putLong(at + 8, letters(first) ^ mask);
        to.putLong(at + 16, letters(first >>> 32) ^ mask);
        to.putLong(at + 24, letters(second) ^ mask);
        to.putLong(at + 32, letters(second >>> 32) ^ mask);
    }

    /**
     * Does one begin here, be it damaged? The signature alone may stand in a name that a server has
     * made up. At least {@link #LENGTH} bytes must be there.
     */
    static boolean isAt(ByteBuffer buffer, int at) {
        return buffer.getInt(at) == SIGNATURE
                && (areLetters(buffer.getLong(at + 8))
                        || areLetters(buffer.getLong(at + 16))
                        || areLetters(buffer.getLong(at + 24))
                        || areLetters(buffer.getLong(at + 32)));
    }

    /** Reads one; false if it is damaged. */
    boolean read(ByteBuffer from, int at) {
        long head = (from.getLong(at) >>> 32) - (LETTER_A >>> 32);
        long a = from.getLong(at + 8) - LETTER_A;
        long b = from.getLong(at + 16) - LETTER_A;
        long c = from.getLong(at + 24) - LETTER_A;
        long d = from.getLong(at + 32) - LETTER_A;
        if (((a | b | c | d | head) & HIGH_NIBBLES) != 0) {
            return false;
        }
        long first = Long.compress(a, LOW_NIBBLES) | Long.compress(b, LOW_NIBBLES) << 32;
        long second = Long.compress(c, LOW_NIBBLES) | Long.compress(d, LOW_NIBBLES) << 32;
        if (Long.compress(head, LOW_NIBBLES) != check(first, second)) {
            return false;
        }
        time = first >>> 16;
        lag = ((first & 0xFFFF) << 12 | (second >>> 48 & 0xFFF)) * Clock.MICROSECOND;
        publisher = (int) (second >>> SEQUENCE_BITS & MAX_PUBLISHERS - 1);
        sequence = (int) second & SEQUENCE_MASK;
        return true;
    }

    public long time() {
        return time;
    }

    public long lag() {
        return lag;
    }

    public int publisher() {
        return publisher;
    }

    public int sequence() {
        return sequence;
    }

    private static boolean areLetters(long eight) {
        return (eight - LETTER_A & HIGH_NIBBLES) == 0;
    }

    private static long letters(long number) {
        return Long.expand(number & 0xFFFFFFFFL, LOW_NIBBLES) + LETTER_A;
    }

    private static long check(long first, long second) {
        long mixed = (first * 0x9E3779B97F4A7C15L ^ second) * 0xC2B2AE3D27D4EB4FL;
        return mixed >>> TIME_BITS;
    }
}
