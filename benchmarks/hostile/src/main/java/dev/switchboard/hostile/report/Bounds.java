// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.report;

import dev.switchboard.hostile.honest.Notes;
import dev.switchboard.load.result.Latency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the honest p99 during an attack may be: so many times the quiet one, or a time, whichever is
 * more; and so many times that of a run in which the attackers only compute.
 *
 * @param slowest what is always fine
 */
public record Bounds(Duration slowest, double timesQuiet, double timesBurned) {
    private static final double MICROSECOND = 1_000;

    /** The bounds that were missed. */
    List<String> missedBy(Notes notes) {
        List<String> missed = new ArrayList<>();
        Latency quiet = notes.quiet();
        Latency attacked = notes.attacked();
        Latency burned = notes.burned();
        if (attacked != null && quiet != null) {
            double allowed = Math.max(slowest.toNanos() / MICROSECOND, timesQuiet * quiet.p99());
            if (attacked.p99() > allowed) {
                missed.add(
                        "honest p99 above %d ms and above %.0f × the quiet one"
                                .formatted(slowest.toMillis(), timesQuiet));
            }
        }
        if (attacked != null && burned != null && attacked.p99() > timesBurned * burned.p99()) {
            missed.add("honest p99 above %.0f × the burned one".formatted(timesBurned));
        }
        return missed;
    }
}
