// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.plot;

import java.util.List;

/** From a value to its place on an axis. */
public interface Scale {

    /** The place of a value, from 0 to 1. Values beyond an end of the axis stand at that end. */
    double place(double value);

    List<Tick> ticks();

    /** Keeps a place on the axis. */
    static double onAxis(double place) {
        return Double.isNaN(place) ? 0 : Math.clamp(place, 0.0, 1.0);
    }
}
