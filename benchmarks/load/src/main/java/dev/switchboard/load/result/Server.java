// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.result;

/**
 * What the server's process spent in the measured window, all its threads together.
 *
 * @param cpuPercent of one core
 * @param cpuUsPerMessage per message that the generator received; for {@code churn} per cycle. Zero
 *     if there were none
 * @param bytesPerConnection resident memory gained per connection, from before the first to when
 *     all were there
 */
public record Server(
        long pid,
        double cpuSecondsUser,
        double cpuSecondsSystem,
        double cpuPercent,
        double cpuUsPerMessage,
        Resident residentBytes,
        int threads,
        double bytesPerConnection) {

    /** Resident memory: before the first connection, with all, at the end, and at most. */
    public record Resident(long before, long connected, long after, long peak) {}
}
