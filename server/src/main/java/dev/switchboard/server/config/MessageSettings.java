// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import dev.switchboard.server.config.binding.Constraints;
import dev.switchboard.server.config.value.ByteSize;
import dev.switchboard.server.config.value.Rate;
import java.time.Duration;
import java.util.Optional;

/**
 * What one client may send.
 *
 * @param maxFragments frames in which one message may come
 * @param rate messages in the long run
 * @param burst messages at once, before {@code rate} counts
 * @param closeAfterRefusals messages refused until the connection is closed; forgotten once the
 *     client has kept within its rate for long enough to have half its burst again
 * @param controlFrames pings and pongs of the client
 * @param handlerDeadline after which a handler is interrupted
 */
public record MessageSettings(
        ByteSize maxSize,
        ByteSize maxFrameSize,
        int maxFragments,
        Json json,
        Rate rate,
        int burst,
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
                .atLeast("rate", rate.count(), 1L)
                .atLeast("burst", burst, 1)
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
     * The shape of JSON that is read; anything beyond is refused before it costs memory.
     *
     * @param maxDepth objects and arrays in one another, the message itself being one
     * @param maxString UTF-16 units of a string; empty: as many as a message has room for
     * @param maxNumber digits of a number, those of its exponent too
     * @param maxName bytes of a field's name
     * @param maxFields fields and array elements of one message, its {@code msg_type} and {@code
     *     id} too
     */
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
