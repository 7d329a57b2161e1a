// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.plot;

/**
 * A mark on an axis.
 *
 * @param at its place, from 0 (the beginning of the axis) to 1 (its end)
 */
public record Tick(double at, String label) {}
