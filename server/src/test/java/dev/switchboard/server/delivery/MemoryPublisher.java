// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import java.util.concurrent.atomic.AtomicInteger;

/** A publisher that counts how often it is held. */
final class MemoryPublisher implements Publisher {

    private final AtomicInteger holds = new AtomicInteger();
    private final Debt debt = new Debt(this);

    @Override
    public String id() {
        return "memory";
    }

    @Override
    public Debt debt() {
        return debt;
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
