// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.result;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run of {@code switchboard bench}.
 *
 * @param label what the user calls this run; empty if nothing
 * @param options all options with their effective values, those not given included
 * @param window what happened in the measured window: all rates are of it
 * @param latency in microseconds; with a rate counted from the moment for which the message was
 *     scheduled, so that a server that holds up the sender does not look quick (coordinated
 *     omission). Null if nothing was to be timed. What is timed: a delivery; for {@code echo} and
 *     {@code ping-pong} the round trip; for {@code churn} the whole cycle
 * @param latencyUncorrected with a rate: the same messages from the moment they were really sent
 * @param latencyDistribution of {@code latency}, for a plot
 * @param checks of the whole run, warm-up included
 * @param server null if its process is not known or not on this machine
 * @param closes how connections ended that should not have: close code, {@code eof} or {@code rst}
 * @param errors what the server refused, by the code of its error message
 * @param timeline of the whole run, warm-up included
 * @param remarks sentences about what a reader must know to trust the figures
 * @param interrupted whether the user ended the run early
 */
public record Result(
        String tool,
        String version,
        String scenario,
        String label,
        Instant started,
        Map<String, String> options,
        Machine machine,
        Connections connections,
        Window window,
        @Key("latency_us") @Nullable Latency latency,
        @Key("latency_uncorrected_us") @Nullable Latency latencyUncorrected,
        List<Percentile> latencyDistribution,
        Checks checks,
        @Nullable Server server,
        Generator generator,
        Map<String, Long> closes,
        Map<String, Long> errors,
        List<Moment> timeline,
        List<String> remarks,
        boolean interrupted,
        @Nullable Slow slow,
        @Nullable Storm storm,
        @Nullable Churn churn,
        @Nullable Idle idle,
        @Nullable Mixed mixed) {
    public static final String TOOL = "switchboard bench";
}
