// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import dev.switchboard.server.config.binding.Constraints;
import dev.switchboard.server.config.value.ByteSize;
import dev.switchboard.server.config.value.Rate;
import java.time.Duration;
import java.util.Map;

/**
 * How messages reach their receivers, and what happens if they do not. {@code reference.conf}
 * explains each key.
 */
public record DeliverySettings(
        Outbox outbox,
        OverflowSettings overflow,
        SlowPublisher slowPublisher,
        Limits limits,
        Compression compression,
        Duration stallTimeout,
        @NeedsRestart ByteSize memory,
        @NeedsRestart int lanes,
        @NeedsRestart Duration coalesce) {

    private static final long LEAST_MEMORY = 8L << 20;

    public DeliverySettings {
        new Constraints()
                .between("stall-timeout", stallTimeout, Duration.ofMillis(100), Duration.ofHours(1))
                .between("lanes", lanes, 0, 256)
                .require(
                        memory.bytes() == 0 || memory.bytes() >= LEAST_MEMORY,
                        "memory",
                        "must be 0 or at least 8 MiB")
                .between("coalesce", coalesce, Duration.ZERO, Duration.ofMillis(5))
                .hold();
    }

    /** How many lanes there are. */
    public int lanesInAll() {
        return lanes > 0 ? lanes : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }

    /** The most that messages on their way out may take, in bytes. */
    public long memoryInAll() {
        long heap = Runtime.getRuntime().maxMemory();
        return memory.bytes() > 0 ? memory.bytes() : Math.max(LEAST_MEMORY, heap / 5 * 2);
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

    /** How many deliveries messages of clients may cause. */
    public record Limits(
            Rate perClient,
            Rate perUser,
            Rate perAddress,
            Rate everyone,
            Rate received,
            Map<String, Rate> kinds) {
        public Limits {
            var constraints =
                    new Constraints()
                            .atLeast("per-client", perClient.count(), 1L)
                            .atLeast("per-user", perUser.count(), 1L)
                            .atLeast("per-address", perAddress.count(), 1L)
                            .atLeast("everyone", everyone.count(), 1L)
                            .atLeast("received", received.count(), 1L);
            kinds.values().forEach(rate -> constraints.atLeast("kinds", rate.count(), 1L));
            constraints.hold();
        }
    }

    /** Whether and how messages are compressed for clients that agree to it. */
    public record Compression(boolean enabled, ByteSize minSize, int level) {
        public Compression {
            new Constraints()
                    .between("min-size", minSize, ByteSize.ofBytes(64), ByteSize.ofMebibytes(256))
                    .between("level", level, 1, 9)
                    .hold();
        }
    }

    /** The bounds of {@link Overflow#SLOW_PUBLISHER}. */
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
