// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.plot;

import java.util.ArrayList;
import java.util.List;

/** Equal steps for equal ratios, with a tick at each power of ten. */
public record LogScale(double from, double to, Unit unit) implements Scale {

    public LogScale {
        if (!(from > 0) || !(to > from)) {
            throw new IllegalArgumentException("an axis from " + from + " to " + to);
        }
    }

    /**
     * An axis that holds both values. It begins at the first of 1, 2, 5, 10 … below the lowest, so
     * that the lowest has a bar of its own.
     */
    public static LogScale around(double lowest, double highest, Unit unit) {
        double low = lowest > 0 ? lowest : 1;
        return new LogScale(roundBelow(low * 0.8), Math.max(highest * 1.02, low * 2), unit);
    }

    @Override
    public double place(double value) {
        return value <= 0 ? 0 : Scale.onAxis(Math.log(value / from) / Math.log(to / from));
    }

    @Override
    public List<Tick> ticks() {
        List<Tick> ticks = new ArrayList<>();
        boolean sparse = to / from > 30;
        for (double decade = decade(from); decade <= to; decade *= 10) {
            for (double value :
                    sparse
                            ? new double[] {decade}
                            : new double[] {decade, 2 * decade, 5 * decade}) {
                if (value >= from * 0.999999 && value <= to) {
                    ticks.add(new Tick(place(value), unit.format(value)));
                }
            }
        }
        return ticks;
    }

    private static double roundBelow(double value) {
        double decade = decade(value);
        double first = value / decade;
        return decade * (first >= 5 ? 5 : first >= 2 ? 2 : 1);
    }

    private static double decade(double value) {
        return Math.pow(10, Math.floor(Math.log10(value) + 1e-9));
    }
}
