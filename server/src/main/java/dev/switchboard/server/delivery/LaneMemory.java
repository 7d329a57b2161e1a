// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

/** What the outboxes of one lane keep, as a part of the {@link MemoryBudget}. Owned by the turn. */
final class LaneMemory {

    private final MemoryBudget budget;
    private long kept;
    private long told;
    private long share;

    LaneMemory(MemoryBudget budget) {
        this.budget = budget;
        this.share = budget.share();
    }

    void add(long more) {
        kept += more;
    }

    /** What one outbox may keep, as of the last turn. */
    long share() {
        return share;
    }

    /** Tells the budget what has changed in this turn, and learns what each outbox may have. */
    void settle() {
        if (kept != told) {
            budget.keep(kept - told);
            told = kept;
        }
        share = budget.share();
    }
}
