// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The bytes that a publisher has caused and that the switch still keeps for it: publications until
 * all members of the topic have been served, replies and messages to one client until the socket of
 * that client takes them. Who owes too much is held until half of that is repaid. So a flood waits
 * with its client and not in the memory of the switch. Any thread.
 */
public final class Debt {

    /** Enough for two full batches, so that one may be written while the next one is read. */
    static final long LIMIT = 128 * 1024;

    /** Who can be told to wait. */
    public interface Owner {

        /** Causes nothing more until {@link #release}; holds add up. */
        void hold(Hold why);

        /** Takes one hold back. */
        void release(Hold why);
    }

    private static final VarHandle BYTES;
    private static final VarHandle COST;
    private static final VarHandle IS_HELD;

    static {
        try {
            var lookup = MethodHandles.lookup();
            BYTES = lookup.findVarHandle(Debt.class, "bytes", long.class);
            COST = lookup.findVarHandle(Debt.class, "cost", long.class);
            IS_HELD = lookup.findVarHandle(Debt.class, "isHeld", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Owner owner;
    private volatile long bytes;

    /** Grows only; nobody waits for it. */
    private volatile long cost;

    /** Whether the owner is held for this; whoever sets it has held, whoever clears it releases. */
    private volatile boolean isHeld;

    /** Nothing is owed yet. */
    public Debt(Owner owner) {
        this.owner = owner;
    }

    /**
     * What messages of the owner have cost so far, in bytes: those that were sent, and 2,048 for
     * each receiver.
     */
    public long cost() {
        return cost;
    }

    /** Some were sent, at this cost. */
    void charge(long more) {
        COST.getAndAdd(this, more);
    }

    /** What is owed now. */
    public long bytes() {
        return bytes;
    }

    void incur(long more) {
        long owed = (long) BYTES.getAndAdd(this, more) + more;
        if (owed > LIMIT && !isHeld) {
            hold();
        }
    }

    private void hold() {
        owner.hold(Hold.DEBT); // first, so that nobody releases what is not held
        if (!IS_HELD.compareAndSet(this, false, true)) {
            owner.release(Hold.DEBT);
        } else if (bytes <= LIMIT / 2) {
            ease(); // repaid in between
        }
    }

    void repay(long less) {
        long owed = (long) BYTES.getAndAdd(this, -less) - less;
        if (isHeld && owed <= LIMIT / 2) {
            ease();
        }
    }

    private void ease() {
        if (IS_HELD.compareAndSet(this, true, false)) {
            owner.release(Hold.DEBT);
        }
    }
}
