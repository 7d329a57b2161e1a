// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.check;

/**
 * What one receiver has seen of each publisher. It remembers the last 64 messages of each; what is
 * older than that when it comes counts as a duplicate, so that a loss is never hidden by it.
 * Belongs to one worker.
 */
public final class Sequences {
    private static final int MEMORY = Long.SIZE;

    private final int[] next;
    private final long[] seen;

    /** How a message came. */
    public enum Arrival {
        IN_ORDER,
        /** After a later one. */
        LATE,
        DUPLICATE
    }

    public Sequences(int publishers) {
        next = new int[publishers];
        seen = new long[publishers];
    }

    public Arrival note(int publisher, int sequence) {
        int ahead = sequence - next[publisher];
        if (ahead == 0) {
            seen[publisher] = seen[publisher] << 1 | 1;
            next[publisher] = sequence + 1;
            return Arrival.IN_ORDER;
        }
        if (ahead > 0) {
            seen[publisher] = ahead + 1 >= MEMORY ? 1 : seen[publisher] << (ahead + 1) | 1;
            next[publisher] = sequence + 1;
            return Arrival.IN_ORDER;
        }
        int behind = -ahead - 1;
        if (behind >= MEMORY || (seen[publisher] >>> behind & 1) != 0) {
            return Arrival.DUPLICATE;
        }
        seen[publisher] |= 1L << behind;
        return Arrival.LATE;
    }
}
