// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one thread sends while it works through the bytes of one read. Lanes are started once, when
 * it is closed, so that messages that arrived together leave together. When there are few
 * receivers, the reading thread writes itself. Each thread has one object for all its bursts, so
 * there is no burst within another. Belongs to its thread.
 */
public final class Burst implements AutoCloseable {

    /** Has been given work and is to be started. */
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

    private static final ThreadLocal<@Nullable Burst> OF_THREAD = new ThreadLocal<>();

    private final List<Worker> workers = new ArrayList<>();
    private boolean isOpen;
    private int writes;
    private long since;

    private Burst() {}

    /**
     * This thread works through a read from now on.
     *
     * @throws IllegalStateException if it does so already
     */
    static Burst open(long now) {
        var burst = OF_THREAD.get();
        if (burst == null) {
            burst = new Burst();
            OF_THREAD.set(burst);
        }
        if (burst.isOpen) {
            throw new IllegalStateException("a burst within a burst");
        }
        burst.since = now;
        burst.isOpen = true;
        return burst;
    }

    /** The burst that is open on this thread, if one is. */
    static @Nullable Burst current() {
        var burst = OF_THREAD.get();
        return burst != null && burst.isOpen ? burst : null;
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
    @Override
    public void close() {
        boolean isDoneHere = writes <= WRITES_TO_DO_HERE;
        writes = 0;
        isOpen = false;
        for (int at = 0; at < workers.size(); at++) {
            if (isDoneHere) {
                workers.get(at).runHere();
            } else {
                workers.get(at).wake();
            }
        }
        workers.clear();
    }
}
