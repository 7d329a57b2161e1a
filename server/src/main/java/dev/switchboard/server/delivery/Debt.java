// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;

/**
 * The bytes that a publisher has caused and that the switch still keeps for it: publications until
 * all members of the topic have been served, replies and messages to one client until the socket of
 * that client takes them. Who owes too much is held until half of that is repaid. So a flood waits
 * with its client and not in the memory of the switch.
 *
 * <p>Less than {@link #PART} is the owner's own affair. Whole parts are also owed by its {@link
 * Debtor}s, such as its address. While one of these owes more than its share, the owner may owe one
 * part. Any thread.
 */
public final class Debt {

    /** Enough for two full batches, so that one may be written while the next one is read. */
    static final long LIMIT = 128 * 1024;

    /**
     * What others owe with the owner is told to them in such steps. Whoever has one message under
     * way, or some dozens of usual size, never tells them anything; that saves an atomic operation
     * on a number that all clients of an address would share.
     */
    static final long PART = 16 * 1024;

    /** Who can be told to wait. */
    public interface Owner {

        /** Causes nothing more until {@link #release}; holds add up. */
        void hold(Hold why);

        /** Takes one hold back. */
        void release(Hold why);

        /** Who owes with it what it causes now. */
        List<Debtor> debtors();

        /** What it may owe while none of these owes too much. */
        default long ownLimit() {
            return LIMIT;
        }
    }

    /** What these owe of it. */
    private record Shared(List<Debtor> debtors, long bytes) {

        private static final Shared NOTHING = new Shared(List.of(), 0);

        private boolean differsFrom(long owed) {
            return Math.abs(owed - bytes) >= PART;
        }
    }

    private static final VarHandle BYTES;
    private static final VarHandle COST;
    private static final VarHandle SHARED;
    private static final VarHandle IS_HELD;

    static {
        try {
            var lookup = MethodHandles.lookup();
            BYTES = lookup.findVarHandle(Debt.class, "bytes", long.class);
            COST = lookup.findVarHandle(Debt.class, "cost", long.class);
            SHARED = lookup.findVarHandle(Debt.class, "shared", Shared.class);
            IS_HELD = lookup.findVarHandle(Debt.class, "isHeld", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Owner owner;
    private final JointDebts joint;
    private volatile long bytes;

    /** Grows only; nobody waits for it. */
    private volatile long cost;

    /** Replaced by compare-and-set; whoever does that tells the debtors of the difference. */
    private volatile Shared shared = Shared.NOTHING;

    /** What the owner may owe, as of when something was last told, or it was to be held. */
    private volatile long limit = LIMIT;

    /** Whether the owner is held for this; whoever sets it has held, whoever clears it releases. */
    private volatile boolean isHeld;

    /** Nothing is owed yet. */
    public Debt(Owner owner, MemoryBudget memory) {
        this.owner = owner;
        this.joint = memory.debts();
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
        if (shared.differsFrom(owed)) {
            share();
        }
        if (owed > limit && !isHeld) {
            limit = currentLimit();
            if (owed > limit) {
                hold();
            }
        }
    }

    private void hold() {
        owner.hold(Hold.DEBT); // first, so that nobody releases what is not held
        if (!IS_HELD.compareAndSet(this, false, true)) {
            owner.release(Hold.DEBT);
        } else if (bytes <= limit / 2) {
            ease(); // repaid in between
        }
    }

    void repay(long less) {
        long owed = (long) BYTES.getAndAdd(this, -less) - less;
        if (shared.differsFrom(owed)) {
            share();
        }
        if (isHeld && owed <= limit / 2) {
            ease();
        }
    }

    private void ease() {
        if (IS_HELD.compareAndSet(this, true, false)) {
            owner.release(Hold.DEBT);
        }
    }

    /**
     * Tells the debtors what they owe now. Several threads may do this at once, each with what it
     * has seen; whoever changes something looks again, so in the end what is told is what is owed.
     * The debtors are remembered with it. So a client that becomes another user takes its debt
     * along, the next time that something is told, and no byte is repaid to who does not owe it.
     */
    private void share() {
        for (var before = shared; before.differsFrom(bytes); before = shared) {
            long parts = bytes / PART * PART;
            var after = parts == 0 ? Shared.NOTHING : new Shared(owner.debtors(), parts);
            if (SHARED.compareAndSet(this, before, after)) {
                move(before, after);
            }
        }
        limit = currentLimit();
    }

    private long currentLimit() {
        return joint.oweTooMuch(shared.debtors()) ? PART : owner.ownLimit();
    }

    private void move(Shared from, Shared to) {
        if (from.debtors().equals(to.debtors())) {
            joint.add(to.debtors(), to.bytes() - from.bytes());
        } else {
            joint.add(from.debtors(), -from.bytes());
            joint.add(to.debtors(), to.bytes());
        }
    }
}
