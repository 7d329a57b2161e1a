// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.result;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everyone is cut at once, and comes back.
 *
 * @param cut connections reset
 * @param back of these, in their rooms again at the end
 * @param attempts to come back, refused ones included
 * @param secondsToHalfBack from the cut; negative if it never happened
 * @param secondsToAllBack likewise
 * @param latency from an attempt's first packet to the answer that the client is in its room again,
 *     in microseconds
 * @param refused attempts, by HTTP status
 * @param curve how many were back, over time from the cut
 * @param stayed those who were not cut and went on talking; {@code checks} has what they lost
 * @param stayedLatency of what they said, from the cut until all were back
 */
public record Storm(
        long cut,
        long back,
        long attempts,
        double secondsToHalfBack,
        double secondsToAllBack,
        @Key("latency_us") @Nullable Latency latency,
        Map<String, Long> refused,
        List<Back> curve,
        long stayed,
        @Key("stayed_latency_us") @Nullable Latency stayedLatency) {

    /** So many were back after so many seconds. */
    @Pair
    public record Back(double second, long connections) {}
}
