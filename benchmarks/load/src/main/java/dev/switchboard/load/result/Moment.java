// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.result;

import org.jspecify.annotations.Nullable;

/**
 * One slice of a run.
 *
 * @param second its end, counted from the start of the measured window: the warm-up is below zero
 * @param messages received in it
 * @param connections open at its end
 * @param p50 in microseconds; null if nothing was timed in it
 * @param serverCpuPercent null if the server's process is not known
 */
public record Moment(
        double second,
        long messages,
        double messagesPerSecond,
        long connections,
        @Key("p50_us") @Nullable Double p50,
        @Key("p99_us") @Nullable Double p99,
        @Nullable Double serverCpuPercent,
        @Nullable Long serverResidentBytes) {}
