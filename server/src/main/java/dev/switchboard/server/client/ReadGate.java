// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import dev.switchboard.server.delivery.Hold;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether a client may be read from. Holds add up: a handler that is still at work, a room whose
 * members are behind. The reader asks after each message, parks while there are holds, and is
 * started again by whoever releases the last one. Any thread may hold while the reader runs or
 * another hold is in place.
 *
 * <p>One number has it all: a bit for the reader and, for each reason to hold, how many holds there
 * are. So it tells who is the last to release, and costs no more than a plain count.
 */
public final class ReadGate {

    /** Stands for the reader, while it has not stopped. */
    private static final long READER = 1;

    private final AtomicLong holds = new AtomicLong(READER);
    private final Runnable resume;

    /** A gate whose reader is started again by {@code resume}. */
    public ReadGate(Runnable resume) {
        this.resume = resume;
    }

    /** How many bits count the holds of a reason; only of topics there can be very many. */
    private static int bits(Hold why) {
        return switch (why) {
            case DEBT, RATE, CALL -> 8;
            case QUEUE -> 12;
            case TOPIC -> 24;
        };
    }

    /** Where they begin. */
    private static int place(Hold why) {
        return switch (why) {
            case DEBT -> 1;
            case QUEUE -> 9;
            case TOPIC -> 21;
            case RATE -> 45;
            case CALL -> 53;
        };
    }

    private static long one(Hold why) {
        return 1L << place(why);
    }

    /** Reads nothing more until {@link #release}. */
    public void hold(Hold why) {
        holds.addAndGet(one(why));
    }

    /** Takes one hold back. */
    public void release(Hold why) {
        if (holds.addAndGet(-one(why)) == 0 && holds.compareAndSet(0, READER)) {
            resume.run();
        }
    }

    /** Whether the reader should stop, or has stopped. */
    public boolean isHeld() {
        return holds.get() != READER;
    }

    /** For what it is held now. */
    public Set<Hold> reasons() {
        var reasons = EnumSet.noneOf(Hold.class);
        long now = holds.get();
        if (now != READER) {
            for (var why : Hold.values()) {
                if (isAmong(now, why)) {
                    reasons.add(why);
                }
            }
        }
        return reasons;
    }

    /** Whether it is held for this reason, and maybe for others. */
    public boolean isHeldFor(Hold why) {
        return isAmong(holds.get(), why);
    }

    private static boolean isAmong(long holds, Hold why) {
        return (holds >>> place(why) & ((1L << bits(why)) - 1)) != 0;
    }

    /**
     * Called by the reader alone: true if it must stop now, and will be resumed; false if it may go
     * on.
     */
    public boolean park() {
        if (holds.get() == READER) {
            return false;
        }
        boolean isReleasedMeanwhile = holds.addAndGet(-READER) == 0;
        return !(isReleasedMeanwhile && holds.compareAndSet(0, READER));
    }
}
