// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A publisher that counts how often it is held. */
final class MemoryPublisher implements Publisher {

    private final AtomicInteger holds = new AtomicInteger();
    private volatile List<Debtor> debtors;
    private final Debt debt;

    /** Done when somebody next asks who owes with it. For one thread. */
    private Runnable meanwhile = () -> {};

    /** One who owes alone. */
    MemoryPublisher() {
        this(new MemoryBudget(1L << 30, 1), List.of());
    }

    MemoryPublisher(MemoryBudget memory, List<Debtor> debtors) {
        this.debtors = debtors;
        this.debt = new Debt(this, memory);
    }

    @Override
    public String id() {
        return "memory";
    }

    @Override
    public Debt debt() {
        return debt;
    }

    /** From now on these owe with it. */
    void become(Debtor... others) {
        debtors = List.of(others);
    }

    /** While somebody tells the debtors what they owe, this happens. */
    void meanwhile(Runnable what) {
        meanwhile = what;
    }

    @Override
    public List<Debtor> debtors() {
        var now = meanwhile;
        meanwhile = () -> {};
        now.run();
        return debtors;
    }

    @Override
    public void hold(Hold why) {
        holds.incrementAndGet();
    }

    @Override
    public void release(Hold why) {
        holds.decrementAndGet();
    }

    int holds() {
        return holds.get();
    }
}
