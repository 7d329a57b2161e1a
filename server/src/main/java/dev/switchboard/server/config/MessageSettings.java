// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import dev.switchboard.server.config.binding.Constraints;
import dev.switchboard.server.config.value.ByteSize;
import dev.switchboard.server.config.value.Rate;
import java.time.Duration;
import java.util.Optional;

/** What one client may send. {@code reference.conf} explains each key. */
public record MessageSettings(
        ByteSize maxSize,
        ByteSize maxFrameSize,
        int maxFragments,
        Duration completionTimeout,
        Json json,
        Rate rate,
        int burst,
        ByteSize bytesPerSecond,
        ByteSize bytesBurst,
        PerUser perUser,
        int closeAfterRefusals,
        Rate controlFrames,
        Duration handlerDeadline) {

    private static final ByteSize SMALLEST = ByteSize.ofBytes(128);
    private static final ByteSize LARGEST = ByteSize.ofMebibytes(256);

    public MessageSettings {
        new Constraints()
                .between("max-size", maxSize, SMALLEST, LARGEST)
                .between("max-frame-size", maxFrameSize, SMALLEST, LARGEST)
                .notAbove("max-frame-size", maxFrameSize, "max-size", maxSize)
                .atLeast("max-fragments", maxFragments, 1)
                .between(
                        "completion-timeout",
                        completionTimeout,
                        Duration.ofMillis(100),
                        Duration.ofHours(1))
                .atLeast("rate", rate.count(), 1L)
                .atLeast("burst", burst, 1)
                .atLeast("bytes-per-second", bytesPerSecond, SMALLEST)
                .atLeast("bytes-burst", bytesBurst, SMALLEST)
                .atLeast("close-after-refusals", closeAfterRefusals, 1)
                .atLeast("control-frames", controlFrames.count(), 1L)
                .between(
                        "handler-deadline",
                        handlerDeadline,
                        Duration.ofMillis(100),
                        Duration.ofHours(1))
                .hold();
    }

    /**
     * What all clients of one user may send together; empty for as much as each may.
     *
     * @param rate messages, in the long run; what belongs to two seconds at once
     * @param bytesPerSecond the same, in bytes of messages
     */
    public record PerUser(Optional<Rate> rate, Optional<ByteSize> bytesPerSecond) {
        public PerUser {
            new Constraints()
                    .atLeast("rate", rate.map(Rate::count).orElse(1L), 1L)
                    .atLeast("bytes-per-second", bytesPerSecond.orElse(SMALLEST), SMALLEST)
                    .hold();
        }

        /** Whether there is no such limit. */
        public boolean isNone() {
            return rate.isEmpty() && bytesPerSecond.isEmpty();
        }
    }

    /** The shape of JSON that is read; anything beyond is refused before it costs memory. */
    public record Json(
            int maxDepth, Optional<Integer> maxString, int maxNumber, int maxName, int maxFields) {
        public Json {
            new Constraints()
                    .between("max-depth", maxDepth, 1, 1_000)
                    .atLeast("max-string", maxString.orElse(1), 1)
                    .between("max-number", maxNumber, 1, 1_000)
                    .between("max-name", maxName, 16, 50_000)
                    .atLeast("max-fields", maxFields, 1)
                    .hold();
        }
    }
}
