// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import dev.switchboard.server.config.DeliverySettings;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the outboxes of one lane share.
 *
 * @param index which of the lanes it is
 * @param clock tells nanoseconds
 * @param outgoing belongs to the lane's turn
 * @param memory belongs to the lane's turn
 * @param tally belongs to the lane's turn
 */
record LaneContext(
        int index,
        Supplier<DeliverySettings> settings,
        DeliveryMeters meters,
        Encoder encoder,
        LongSupplier clock,
        Outgoing outgoing,
        LaneMemory memory,
        Tally tally) {

    /** The settings of this moment. */
    DeliverySettings current() {
        return settings.get();
    }

    long nanos() {
        return clock.getAsLong();
    }
}
