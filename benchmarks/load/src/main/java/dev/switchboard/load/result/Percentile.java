// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.result;

/** So many percent took at most so long. */
@Pair
public record Percentile(double percentile, double microseconds) {}
