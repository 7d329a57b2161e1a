// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import dev.switchboard.server.config.binding.Constraints;
import dev.switchboard.server.config.value.ByteSize;
import java.time.Duration;

/**
 * How messages reach their receivers, and what happens if they do not.
 *
 * @param lanes threads that write; 0 means one for every two cores
 * @param coalesce how long a lane gathers messages before it writes; 0 writes at once
 * @param stallTimeout a connection that takes no byte for so long is closed
 */
public record DeliverySettings(
        Outbox outbox,
        OverflowSettings overflow,
        SlowPublisher slowPublisher,
        Duration stallTimeout,
        @NeedsRestart int lanes,
        @NeedsRestart Duration coalesce) {

    public DeliverySettings {
        new Constraints()
                .between("stall-timeout", stallTimeout, Duration.ofMillis(100), Duration.ofHours(1))
                .between("lanes", lanes, 0, 256)
                .between("coalesce", coalesce, Duration.ZERO, Duration.ofMillis(5))
                .hold();
    }

    /** What may wait for one client; the bound that is reached first counts. */
    public record Outbox(ByteSize bytes, int messages) {
        public Outbox {
            new Constraints()
                    .atLeast("bytes", bytes, ByteSize.ofKibibytes(1))
                    .atLeast("messages", messages, 1)
                    .hold();
        }
    }

    /**
     * The bounds of {@link Overflow#SLOW_PUBLISHER}.
     *
     * @param maxPause how long publishers are held up by one slow receiver
     * @param fallback what happens to the receiver then
     */
    public record SlowPublisher(Duration maxPause, Overflow fallback) {
        public SlowPublisher {
            new Constraints()
                    .between("max-pause", maxPause, Duration.ofMillis(1), Duration.ofMinutes(1))
                    .require(
                            fallback != Overflow.SLOW_PUBLISHER,
                            "fallback",
                            "must end the pause: disconnect, drop-oldest or drop-newest")
                    .hold();
        }
    }
}
