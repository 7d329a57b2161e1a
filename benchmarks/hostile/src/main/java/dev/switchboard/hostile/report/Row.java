// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.report;

import dev.switchboard.hostile.attack.Assault;
import dev.switchboard.hostile.attack.AttackersProcess;
import dev.switchboard.hostile.honest.Notes;
import dev.switchboard.hostile.server.Watch.Sight;
import dev.switchboard.load.plot.Unit;
import dev.switchboard.load.result.Latency;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of one attack.
 *
 * @param build which switch it was; empty if there is only one
 * @param attackers what they got
 * @param lastWords of a switch that died; empty if it lives
 * @param error that it has logged first; empty if it has none
 * @param isWell whether it says of itself that it lives
 */
public record Row(
        String build,
        Assault assault,
        Notes notes,
        Sight sight,
        Memory memory,
        Spent spent,
        AttackersProcess.Report attackers,
        String lastWords,
        String error,
        boolean isWell) {
    /**
     * Heap and log.
     *
     * @param live what a collection has left at the end of the attack
     * @param bound what the formula allows
     * @param log bytes that were written
     */
    public record Memory(long live, long bound, long log) {}

    /** Seconds of processor time each second, during the attack. */
    public record Spent(double attackers, double target) {}

    public boolean isAlive() {
        return lastWords.isEmpty();
    }

    /** Honest p99 during the attack by that before it; NaN if one of them is missing. */
    public double ratio() {
        Latency quiet = notes.quiet();
        Latency attacked = notes.attacked();
        return quiet == null || attacked == null ? Double.NaN : attacked.p99() / quiet.p99();
    }

    /** Why the attack has succeeded; empty if the switch has withstood it. */
    public List<String> failures(Bounds bounds) {
        List<String> failures = new ArrayList<>();
        if (!isAlive()) {
            return List.of("the switch died, " + lastWords);
        }
        if (!isWell) {
            failures.add("/livez does not say that it lives");
        }
        if (!error.isEmpty()) {
            failures.add("an error in the log: " + error.strip());
        }
        failures.addAll(notes.failures());
        if (notes.notIn() > 0 && !assault.isFilling()) {
            failures.add("%d newcomers not in".formatted(notes.notIn()));
        }
        if (attackers.harmed() > 0) {
            failures.add("%d clients closed that did nothing wrong".formatted(attackers.harmed()));
        }
        if (memory.live > memory.bound) {
            failures.add(
                    "live heap of %s above the formula, %s"
                            .formatted(
                                    Unit.BYTES.format((double) memory.live),
                                    Unit.BYTES.format((double) memory.bound)));
        }
        failures.addAll(bounds.missedBy(notes));
        return failures;
    }
}
