// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.result;

/**
 * Whether everybody got everything, once, in order, intact. Counted for each receiver.
 *
 * @param sent messages handed to the network
 * @param expected deliveries that they should have led to
 * @param delivered intact first copies
 * @param lost expected and never seen, not even damaged
 * @param duplicated copies after the first
 * @param outOfOrder delivered after a later one of the same publisher
 * @param corrupt damaged on the way
 * @param stray intact, and meant for others
 * @param own what publishers got of their own, which is neither good nor bad
 * @param other messages that are not of this run: replies, notices
 */
public record Checks(
        long sent,
        long expected,
        long delivered,
        long lost,
        long duplicated,
        long outOfOrder,
        long corrupt,
        long stray,
        long own,
        long other) {
    public static final Checks NONE = new Checks(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Is there anything that must not be? */
    public boolean isClean() {
        return lost == 0 && duplicated == 0 && outOfOrder == 0 && corrupt == 0 && stray == 0;
    }
}
