// SPDX-License-Identifier: Apache-2.0

/**
 * Plots as SVG, drawn here so that a report is one file that needs neither a network nor a script.
 * Numbers become places by a {@link dev.switchboard.load.plot.Scale} and words by a {@link
 * dev.switchboard.load.plot.Unit}; {@link dev.switchboard.load.plot.LinePlot} and {@link
 * dev.switchboard.load.plot.BarPlot} put them together. Everything is immutable but {@link
 * dev.switchboard.load.plot.Svg}, the sheet that one thread draws on.
 */
@NullMarked
package dev.switchboard.load.plot;

import org.jspecify.annotations.NullMarked;
