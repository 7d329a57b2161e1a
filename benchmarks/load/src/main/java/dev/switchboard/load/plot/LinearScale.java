// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.plot;

import java.util.ArrayList;
import java.util.List;

/** Equal steps for equal differences, with ticks at round numbers. */
public record LinearScale(double from, double to, double step, Unit unit) implements Scale {
    private static final int STEPS_WANTED = 4;

    public LinearScale {
        if (!(to > from) || !(step > 0)) {
            throw new IllegalArgumentException("an axis from " + from + " to " + to);
        }
    }

    /** From nothing to the next round number above the highest value. */
    public static LinearScale upTo(double highest, Unit unit) {
        double top = highest > 0 ? highest : 1;
        double step = roundStep(top / STEPS_WANTED, unit);
        return new LinearScale(0, Math.ceil(top / step - 1e-9) * step, step, unit);
    }

    /** From one value exactly to another, for time that passes. */
    public static LinearScale between(double from, double to, Unit unit) {
        double end = to > from ? to : from + 1;
        return new LinearScale(from, end, roundStep((end - from) / STEPS_WANTED, unit), unit);
    }

    @Override
    public double place(double value) {
        return Scale.onAxis((value - from) / (to - from));
    }

    @Override
    public List<Tick> ticks() {
        List<Tick> ticks = new ArrayList<>();
        double slack = step * 1e-6;
        for (double value = Math.ceil(from / step - 1e-6) * step;
                value <= to + slack;
                value += step) {
            ticks.add(new Tick(place(value), unit.format(value + 0.0)));
        }
        return ticks;
    }

    /** The next of 1, 2, 5, 10 …; for bytes, the next power of two. */
    private static double roundStep(double step, Unit unit) {
        if (unit == Unit.BYTES) {
            double power = 1;
            while (power < step) {
                power *= 2;
            }
            return power;
        }
        double decade = Math.pow(10, Math.floor(Math.log10(step)));
        double first = step / decade;
        return decade * (first <= 1 ? 1 : first <= 2 ? 2 : first <= 5 ? 5 : 10);
    }
}
