// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A plugin as the cause of what it sends on threads of its own, for which no client is the cause.
 * It owes that until the lanes have served it. What clients have not read is not its debt, for one
 * slow reader would hold it for all others. While it owes more than its share, those of its threads
 * wait that want to send more. Lanes wait for nobody, so that ends. Any thread; no thread of a lane
 * may wait here, and none that reads.
 */
public final class PluginPublisher implements Publisher {

    private final String id;
    private final Debt debt;
    private final AtomicInteger holds = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition isFree = lock.newCondition();

    /** A plugin that owes nothing. */
    public PluginPublisher(String id, MemoryBudget memory) {
        this.id = id;
        this.debt = new Debt(this, memory);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Debt debt() {
        return debt;
    }

    @Override
    public boolean owesUntilTaken() {
        return false;
    }

    @Override
    public List<Debtor> debtors() {
        return List.of(new Debtor.Plugin(id));
    }

    /** Only its share limits it. */
    @Override
    public long ownLimit() {
        return Long.MAX_VALUE;
    }

    @Override
    public void hold(Hold why) {
        holds.incrementAndGet();
    }

    @Override
    public void release(Hold why) {
        if (holds.decrementAndGet() == 0) {
            wakeNext();
        }
    }

    /**
     * Waits while the plugin is held. An interrupt is kept for the caller; a thread that is
     * interrupted, or becomes so, waits a second at most.
     */
    void await() {
        if (holds.get() == 0) {
            return;
        }
        var patience = new Patience();
        lock.lock();
        try {
            while (holds.get() > 0 && !patience.isOver()) {
                try {
                    var _ = isFree.awaitNanos(patience.rest());
                } catch (InterruptedException e) {
                    patience.interrupted();
                }
            }
        } finally {
            lock.unlock();
            patience.end();
        }
        wakeNext();
    }

    /** One after another, for each may cause so much that the next one has to wait. */
    private void wakeNext() {
        lock.lock();
        try {
            if (holds.get() == 0) {
                isFree.signal();
            }
        } finally {
            lock.unlock();
        }
    }
}
