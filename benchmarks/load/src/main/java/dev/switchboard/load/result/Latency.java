// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.result;

/** A distribution in microseconds. */
public record Latency(
        long count,
        double mean,
        double p50,
        double p90,
        double p99,
        double p999,
        double p9999,
        double max) {}
