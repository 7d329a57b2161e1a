// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import org.jspecify.annotations.Nullable;

/**
 * What one thread sends while it works through the bytes of one read. Lanes are started once, at
 * the end, so that messages that arrived together leave together; and when few clients are
 * concerned, the reading thread does the writing itself. Belongs to its thread.
 */
final class Turn {

    /**
     * Up to this many writes the reading thread does itself. Waking a lane costs about as much as
     * two writes; beyond this, the delay for the messages behind outweighs it.
     */
    private static final int WRITES_TO_DO_HERE = 16;

    private static final ThreadLocal<@Nullable Turn> CURRENT = new ThreadLocal<>();

    private final boolean[] touched;
    private boolean isUnderWay;
    private int writes;
    private long since;

    private Turn(int lanes) {
        this.touched = new boolean[lanes];
    }

    static void begin(int lanes, long now) {
        var turn = CURRENT.get();
        if (turn == null) {
            turn = new Turn(lanes);
            CURRENT.set(turn);
        }
        turn.since = now;
        turn.isUnderWay = true;
    }

    /** The turn this thread is in, if it is working through a read. */
    static @Nullable Turn current() {
        var turn = CURRENT.get();
        return turn != null && turn.isUnderWay ? turn : null;
    }

    long since() {
        return since;
    }

    void note(int lane, int receivers) {
        touched[lane] = true;
        writes += receivers;
    }

    void end(Lane[] lanes) {
        boolean here = writes <= WRITES_TO_DO_HERE;
        writes = 0;
        isUnderWay = false;
        for (int lane = 0; lane < touched.length; lane++) {
            if (touched[lane]) {
                touched[lane] = false;
                if (here) {
                    lanes[lane].runHere();
                } else {
                    lanes[lane].wake();
                }
            }
        }
    }
}
