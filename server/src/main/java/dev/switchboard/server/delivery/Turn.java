// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one thread sends while it works through the bytes of one read. Lanes are started once, at
 * the end, so that messages that arrived together leave together; and when few clients are
 * concerned, the reading thread does the writing itself. Belongs to its thread.
 */
final class Turn {

    /** Somebody who has been given work and is to be started. */
    interface Worker {
        /** Does the work on this thread, if nobody is at it. */
        void runHere();

        /** Does the work on a thread of its own. */
        void wake();
    }

    /**
     * Up to this many writes the reading thread does itself. Waking a lane costs about as much as
     * two writes; beyond this, the delay for the messages behind outweighs it.
     */
    private static final int WRITES_TO_DO_HERE = 16;

    private static final ThreadLocal<@Nullable Turn> CURRENT = new ThreadLocal<>();

    private final List<Worker> workers = new ArrayList<>();
    private boolean isUnderWay;
    private int writes;
    private long since;

    /** This thread works through a read from now on. */
    static void begin(long now) {
        var turn = CURRENT.get();
        if (turn == null) {
            turn = new Turn();
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

    /** When the read was. */
    long since() {
        return since;
    }

    /** Remembers that this worker was given work for so many receivers. */
    void note(Worker worker, int receivers) {
        writes += receivers;
        if (!workers.contains(worker)) {
            workers.add(worker);
        }
    }

    /** Starts all who were given work. */
    void end() {
        boolean here = writes <= WRITES_TO_DO_HERE;
        writes = 0;
        isUnderWay = false;
        for (int at = 0; at < workers.size(); at++) {
            if (here) {
                workers.get(at).runHere();
            } else {
                workers.get(at).wake();
            }
        }
        workers.clear();
    }
}
