// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.page;

import dev.switchboard.comparison.result.Measure;
import dev.switchboard.comparison.result.Spread;
import dev.switchboard.comparison.scenario.Scenario;

/**
 * What became of one figure from one build of the switch to another.
 *
 * @param ratio the later build's figure divided by the earlier build's, made within each round
 */
record Change(Scenario scenario, Measure measure, Spread before, Spread after, Spread ratio) {
    /** How many times as much a later build may cost before it counts as worse. */
    static final double TOLERATED = 1.03;

    /** How many times as much the later build costs, whichever way the figure counts. */
    double cost() {
        return measure.isBetterWhenHigher() ? 1 / ratio.median() : ratio.median();
    }

    boolean isWorse() {
        return cost() > TOLERATED;
    }

    String verdict() {
        return isWorse() ? "worse" : cost() < 1 / TOLERATED ? "better" : "same";
    }
}
