// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.plot;

/** One measured value, in the units of the axes. */
public record Point(double x, double y) {}
