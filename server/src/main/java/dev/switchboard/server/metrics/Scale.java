// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.metrics;

/**
 * Which bucket a value belongs to. Buckets are one eighth of a power of two wide. Each holds the
 * values above the one before it up to and including its bound, so the powers of two are bounds.
 */
final class Scale {

    /** 2 to this many buckets per power of two. */
    private static final int PRECISION = 3;

    private static final int PER_POWER = 1 << PRECISION;

    /** The highest value: 18 minutes in nanoseconds, or a TiB. */
    static final long HIGHEST = 1L << 40;

    /** How many buckets there are. */
    static final int SIZE = indexOf(HIGHEST) + 1;

    private Scale() {}

    /** The bucket of a value between 0 and the highest. */
    static int indexOf(long value) {
        // One less, so that each bound belongs to the bucket that it ends.
        long below = value - 1;
        if (below < PER_POWER) {
            return (int) value;
        }
        int shift = 63 - Long.numberOfLeadingZeros(below) - PRECISION;
        return shift * PER_POWER + (int) (below >>> shift) + 1;
    }

    /** The highest value that belongs to a bucket. */
    static long bound(int index) {
        if (index <= PER_POWER) {
            return index;
        }
        int shift = (index - 1) / PER_POWER - 1;
        return (long) ((index - 1) % PER_POWER + PER_POWER + 1) << shift;
    }
}
