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

    /** An intact one anywhere, or else a damaged one. */
    public Finding find(ByteBuffer buffer, int at, int length) {
        int last = Math.min(length - Marker.LENGTH, HEAD);
        if (hint <= last && Marker.isAt(buffer, at + hint) && isRead(buffer, at + hint)) {
            return Finding.INTACT;
        }
        var found = Finding.NONE;
        for (int place = 0; place <= last; place++) {
            if (!Marker.isAt(buffer, at + place)) {
                continue;
            }
            if (isRead(buffer, at + place)) {
                hint = place;
                return Finding.INTACT;
            }
            found = Finding.DAMAGED;
        }
        return found;
    }

    private boolean isRead(ByteBuffer buffer, int at) {
        foundAt = at;
        return marker.read(buffer, at);
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
}
