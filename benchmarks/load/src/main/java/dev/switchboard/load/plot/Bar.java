// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.plot;

/**
 * A measured value and how far its repetitions lay apart.
 *
 * @param value the median
 */
public record Bar(double value, double lowest, double highest) {}
