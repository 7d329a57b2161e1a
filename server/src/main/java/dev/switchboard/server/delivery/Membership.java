// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

/** One outbox's place in one audience. */
public final class Membership {

    private final Audience audience;
    private final Outbox outbox;

    /** Where it stands in its shard, or -1. Owned by the outbox's lane. */
    int place = -1;

    Membership(Audience audience, Outbox outbox) {
        this.audience = audience;
        this.outbox = outbox;
    }

    Audience audience() {
        return audience;
    }

    Outbox outbox() {
        return outbox;
    }
}
