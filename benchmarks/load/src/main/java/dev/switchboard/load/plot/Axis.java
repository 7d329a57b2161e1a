// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.plot;

/** What one direction of a plot shows; the name is empty where the title says it already. */
public record Axis(String name, Scale scale) {}
