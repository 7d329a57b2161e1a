// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether a client may be read from. Holds add up: a handler that is still at work, a room whose
 * members are behind. The reader asks after each message, parks while there are holds, and is
 * started again by whoever releases the last one. Any thread may hold while the reader runs or
 * another hold is in place.
 */
public final class ReadGate {

    /** Stands for the reader in the count, so that one number tells who is the last to release. */
    private static final int READER = 1 << 16;

    private final AtomicInteger count = new AtomicInteger(READER);
    private final Runnable resume;

    /** A gate whose reader is started again by {@code resume}. */
    public ReadGate(Runnable resume) {
        this.resume = resume;
    }

    /** Reads nothing more until {@link #release}. */
    public void hold() {
        count.incrementAndGet();
    }

    /** Takes one hold back. */
    public void release() {
        if (count.decrementAndGet() == 0 && count.compareAndSet(0, READER)) {
            resume.run();
        }
    }

    /** Whether the reader should stop, or has stopped. */
    public boolean isHeld() {
        return count.get() != READER;
    }

    /**
     * Called by the reader alone: true if it must stop now, and will be resumed; false if it may go
     * on.
     */
    public boolean park() {
        if (count.get() == READER) {
            return false;
        }
        boolean isReleasedMeanwhile = count.addAndGet(-READER) == 0;
        return !(isReleasedMeanwhile && count.compareAndSet(0, READER));
    }
}
