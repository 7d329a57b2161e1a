// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.result;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the connections came about.
 *
 * @param seconds from the first attempt to the last outcome
 * @param latency from the first packet to the end of the handshake, in microseconds
 * @param refused by HTTP status, or {@code unreachable}
 */
public record Connections(
        long asked,
        long opened,
        long failed,
        double seconds,
        double perSecond,
        @Key("latency_us") @Nullable Latency latency,
        Map<String, Long> refused) {}
