// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.client;

import java.nio.ByteBuffer;

/**
 * Finds the marker in a message. It looks first where the last one was: nearly always right.
 * Belongs to one worker.
 */
public final class MarkerFinder {
    /**
     * Servers put their own in front: an envelope, the sender's name. Not more than this, though.
     */
    private static final int HEAD = 4096;

    private final Marker marker = new Marker();
    private int hint;
    private int foundAt;

    /** What became of it. */
    public enum Finding {
        INTACT,
        DAMAGED,
        NONE
    }

    public Finding find(ByteBuffer buffer, int at, int length) {
        int last = Math.min(length - Marker.LENGTH, HEAD);
        if (hint > last || !Marker.isAt(buffer, at + hint)) {
            int place = search(buffer, at, last);
            if (place < 0) {
                return Finding.NONE;
            }
            hint = place;
        }
        foundAt = at + hint;
        return marker.read(buffer, foundAt) ? Finding.INTACT : Finding.DAMAGED;
    }

    /** What was found; until the next search. */
    public Marker marker() {
        return marker;
    }

    /** Is what follows the marker as it was sent? The message ends before {@code end}. */
    public boolean isIntact(ByteBuffer buffer, int filler, int end) {
        int from = foundAt + Marker.LENGTH;
        return filler <= end - from && Filler.isIntact(buffer, from, filler);
    }

    private static int search(ByteBuffer buffer, int at, int last) {
        for (int place = 0; place <= last; place++) {
            if (Marker.isAt(buffer, at + place)) {
                return place;
            }
        }
        return -1;
    }
}
