// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.result;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some stop reading: what do the others notice?
 *
 * @param readers who stopped
 * @param before the others, while all read
 * @param during the others, while some had stopped
 * @param p99Ratio during by before
 * @param expected what the stopped ones should have got until the end, had they read
 * @param delivered what they did get, before they stopped and after they resumed
 * @param missed what the server says it dropped for them
 * @param residentBytesBefore of the server when they stopped; null if its process is not known
 * @param residentBytesDuring of the server, at most, while they had stopped
 * @param closes how the stopped ones were closed, by code
 */
public record Slow(
        long readers,
        Phase before,
        Phase during,
        double p99Ratio,
        long expected,
        long delivered,
        long missed,
        @Nullable Long residentBytesBefore,
        @Nullable Long residentBytesDuring,
        Map<String, Long> closes) {

    /** One of the two windows. */
    public record Phase(
            double messagesPerSecond,
            @Key("latency_us") @Nullable Latency latency,
            double cpuUsPerMessage) {}
}
