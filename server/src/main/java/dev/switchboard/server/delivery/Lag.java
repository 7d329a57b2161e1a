// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import java.util.Arrays;

/**
 * When the messages were read that are being delivered, to tell how long they took. Owned by the
 * lane's turn.
 */
final class Lag {

    private long[] since = new long[64];

    /** How many outboxes that come last must have been flushed until it is written to all. */
    private long[] flushes = new long[64];

    private int messages;

    /**
     * Notes a message that was handed to all its receivers.
     *
     * @param readAt when it was read
     * @param flushed it is written when {@link FlushQueue#flushed} says so much; 0 if this turn
     *     writes it
     */
    void note(long readAt, long flushed) {
        if (messages == since.length) {
            since = Arrays.copyOf(since, messages * 2);
            flushes = Arrays.copyOf(flushes, messages * 2);
        }
        since[messages] = readAt;
        flushes[messages++] = flushed;
    }

    /** Tells how long those took from the socket they came from that are written now. */
    void record(LaneContext lane, long flushed) {
        if (messages == 0) {
            return;
        }
        long now = lane.nanos();
        int left = 0;
        for (int at = 0; at < messages; at++) {
            if (flushes[at] <= flushed) {
                lane.meters().lag(now - since[at]);
            } else {
                since[left] = since[at];
                flushes[left++] = flushes[at];
            }
        }
        messages = left;
    }
}
