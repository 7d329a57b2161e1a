// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.goal;

import dev.switchboard.comparison.result.Samples;
import dev.switchboard.comparison.result.Spread;
import java.util.Optional;

/**
 * What became of a goal.
 *
 * @param measured empty if nothing was measured for it
 * @param least what the limit programs get in the place of the switch, if they take part
 */
public record Verdict(Goal goal, Optional<Spread> measured, Optional<Spread> least) {

    /** Judges by what was measured. */
    public static Verdict of(Goal goal, Samples samples) {
        return new Verdict(goal, goal.figure().apply(samples), goal.least(samples));
    }

    /** Whether it was measured, and kept. */
    public boolean isMet() {
        return measured.map(spread -> spread.median() <= goal.limit() * (1 + 1e-9)).orElse(false);
    }

    /** Met or not, and by how much of the limit. */
    public String words() {
        if (measured.isEmpty()) {
            return "not measured";
        }
        double median = measured.get().median();
        if (goal.limit() == 0) {
            return isMet() ? "**met**" : "not met: " + goal.unit().format(median);
        }
        double share = median / goal.limit();
        long percent = Math.max(1, Math.round(Math.abs(share - 1) * 100));
        if (isMet()) {
            return share > 0.995 ? "**met**" : "**met**, %d %% below".formatted(percent);
        }
        return "not met, %d %% above".formatted(percent);
    }
}
