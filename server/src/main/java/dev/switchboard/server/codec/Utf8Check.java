// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

/**
 * Tells whether bytes that come in pieces are UTF-8, at the first byte that is wrong. Belongs to
 * the thread that reads the pieces.
 */
public final class Utf8Check {
    private int state = Utf8.WHOLE;

    /** Takes the next piece. False if the text is not UTF-8, whatever else will follow. */
    public boolean accept(byte[] bytes, int from, int to) {
        state = Utf8.advance(state, bytes, from, to);
        return state != Utf8.INVALID;
    }

    /** Whether all so far is valid and ends with a whole character. */
    public boolean isWhole() {
        return state == Utf8.WHOLE;
    }

    /** Begins anew, for the next message. */
    public void reset() {
        state = Utf8.WHOLE;
    }
}
