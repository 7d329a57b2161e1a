// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

/**
 * What a lane has delivered so far, in messages to single clients, and what that cost. Written in
 * the lane's turn; any thread may read it, and what it sees may be a little old.
 */
final class Tally {

    /**
     * What a write costs besides its bytes, in bytes that could be written meanwhile. Costs decide
     * who is next and tell who causes the load, so they need not be exact.
     */
    static final int WRITE = 2048;

    private long deliveries;
    private long cost;

    /** What a message of so many bytes costs for so many receivers. */
    static long cost(int receivers, int bytes) {
        return (long) receivers * (WRITE + bytes);
    }

    void add(int receivers, long costOfAll) {
        deliveries += receivers;
        cost += costOfAll;
    }

    long deliveries() {
        return deliveries;
    }

    long cost() {
        return cost;
    }
}
