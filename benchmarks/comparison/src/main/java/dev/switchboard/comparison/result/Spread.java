// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.result;

import dev.switchboard.load.plot.Unit;
import java.util.List;
import java.util.Optional;

/** What remains of a number that was measured several times. */
public record Spread(double median, double lowest, double highest, int count) {

    /** Nothing remains of nothing. */
    public static Optional<Spread> of(List<Double> values) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median =
                sorted.size() % 2 == 1
                        ? sorted.get(middle)
                        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return Optional.of(new Spread(median, sorted.getFirst(), sorted.getLast(), sorted.size()));
    }

    /** As it stands in a table: the median, then from where to where. */
    public String format(Unit unit) {
        return count == 1
                ? unit.format(median)
                : "%s (%s–%s)"
                        .formatted(unit.format(median), unit.format(lowest), unit.format(highest));
    }
}
