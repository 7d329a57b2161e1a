// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.report;

import dev.switchboard.hostile.attack.Assault;
import dev.switchboard.hostile.honest.Notes;
import dev.switchboard.hostile.server.Watch.Sight;
import dev.switchboard.load.result.Latency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What came of one attack.
 *
 * @param build which switch it was; empty if there is only one
 * @param harmed clients of the attack that did nothing wrong, and were closed
 * @param lastWords of a switch that died; empty if it lives
 * @param isWell whether it says of itself that it lives
 */
public record Row(
        String build,
        Assault assault,
        Notes notes,
        Sight sight,
        long logBytes,
        Map<String, Long> gains,
        long harmed,
        String lastWords,
        boolean isWell) {
    private static final double MILLISECOND = 1_000;

    public boolean isAlive() {
        return lastWords.isEmpty();
    }

    /** Honest p99 during the attack by that before it; NaN if one of them is missing. */
    public double ratio() {
        Latency quiet = notes.quiet();
        Latency attacked = notes.attacked();
        return quiet == null || attacked == null ? Double.NaN : attacked.p99() / quiet.p99();
    }

    /**
     * Why the attack has succeeded; empty if the switch has withstood it.
     *
     * @param slowest the honest p99 from which on it has
     */
    public List<String> failures(Duration slowest) {
        List<String> failures = new ArrayList<>();
        if (!isAlive()) {
            return List.of("the switch died, " + lastWords);
        }
        if (!isWell) {
            failures.add("/livez does not say that it lives");
        }
        failures.addAll(notes.failures());
        if (harmed > 0) {
            failures.add("%d slow but steady readers closed".formatted(harmed));
        }
        Latency attacked = notes.attacked();
        if (attacked != null && attacked.p99() * MILLISECOND > slowest.toNanos()) {
            failures.add("honest p99 above %d ms".formatted(slowest.toMillis()));
        }
        return failures;
    }
}
