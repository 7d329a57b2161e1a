// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The axis on which the slowest stand out: each further nine takes the same room, 90, 99, 99.9 and
 * so on, because what happens to one message in a thousand happens to everybody once in a while.
 *
 * @param nines how many nines the axis has, 3 for one that ends at 99.9 %
 */
public record PercentileScale(int nines) implements Scale {

    public PercentileScale {
        if (nines < 1) {
            throw new IllegalArgumentException("an axis of " + nines + " nines");
        }
    }

    /** As many nines as that many measurements can fill, at most five. */
    public static PercentileScale forCount(long count) {
        return new PercentileScale(
                Math.clamp((int) Math.ceil(Math.log10(Math.max((double) count, 10))), 2, 5));
    }

    /** The highest percentile that stands on the axis. */
    public double last() {
        return 100 - Math.pow(10, 2 - nines);
    }

    @Override
    public double place(double percentile) {
        if (percentile >= 100) {
            return 1;
        }
        return Scale.onAxis((2 - Math.log10(100 - percentile)) / nines);
    }

    @Override
    public List<Tick> ticks() {
        List<Tick> ticks = new ArrayList<>(List.of(new Tick(0, "0"), new Tick(place(50), "50")));
        for (int nine = 1; nine <= nines; nine++) {
            double percentile = 100 - Math.pow(10, 2 - nine);
            int places = Math.max(0, nine - 2);
            ticks.add(
                    new Tick(
                            place(percentile),
                            String.format(Locale.ROOT, "%." + places + "f", percentile)));
        }
        return ticks;
    }
}
