// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

import dev.switchboard.load.result.Checks;
import dev.switchboard.load.result.Connections;
import dev.switchboard.load.result.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a reader must know to trust a result, and what to do about it. */
final class Remarks {
    private static final double MUCH = 10;

    private Remarks() {}

    static List<String> on(Result result, long unsent) {
        List<String> remarks = new ArrayList<>();
        if (result.interrupted()) {
            remarks.add("The run was ended early; these are the figures until then.");
        }
        refused(result.connections(), remarks);
        errors(result.errors(), remarks);
        checks(result.checks(), remarks);
        if (!result.closes().isEmpty()) {
            remarks.add("The server closed connections during the run: " + result.closes() + ".");
        }
        if (unsent > 0) {
            remarks.add(
                    "%,d messages could not be sent, because the connection was closed or full."
                            .formatted(unsent));
        }
        if (result.generator().isTheLimit()) {
            remarks.add(
                    "The generator itself was the limit: a thread of it was busy all the time. Give it"
                            + " more --threads, or read the server's CPU per message instead of the rate.");
        }
        if (result.server() != null && result.generator().otherCpuPercent() > MUCH) {
            remarks.add(
                    "Others on this machine took %.0f %% of a core meanwhile; the figures may be worse"
                                    .formatted(result.generator().otherCpuPercent())
                            + " than they should be.");
        }
        return remarks;
    }

    static Result added(Result result, List<String> remarks) {
        return new Result(
                result.tool(),
                result.version(),
                result.scenario(),
                result.label(),
                result.started(),
                result.options(),
                result.machine(),
                result.connections(),
                result.window(),
                result.latency(),
                result.latencyUncorrected(),
                result.latencyDistribution(),
                result.checks(),
                result.server(),
                result.generator(),
                result.closes(),
                result.errors(),
                result.timeline(),
                List.copyOf(remarks),
                result.interrupted(),
                result.slow(),
                result.storm(),
                result.churn(),
                result.idle(),
                result.mixed());
    }

    private static void refused(Connections connections, List<String> remarks) {
        for (Map.Entry<String, Long> each : connections.refused().entrySet()) {
            String advice =
                    switch (each.getKey()) {
                        case "429" ->
                                "too many from one address: raise gate.per-address.connections and"
                                        + " gate.per-address.new-connections, or use more"
                                        + " --source-addresses";
                        case "503" -> "the switch is full or drains: raise gate.max-connections";
                        case "404" -> "nothing is on this path: name it in --url";
                        case "403" -> "its gate.origins does not let us in";
                        case "401" -> "it wants credentials: give them with --header";
                        case "unreachable" -> "nobody listens there, or ports or files ran out";
                        default -> "see the server's log";
                    };
            remarks.add(
                    "%,d handshakes ended with '%s': %s."
                            .formatted(each.getValue(), each.getKey(), advice));
        }
        long silent =
                connections.failed()
                        - connections.refused().values().stream().mapToLong(Long::longValue).sum();
        if (silent > 0) {
            remarks.add("%,d handshakes were not answered in time.".formatted(silent));
        }
    }

    private static void errors(Map<String, Long> errors, List<String> remarks) {
        errors.forEach((code, count) ->
                remarks.add(
                        code.equals("rate_limited")
                                ? "The switch refused %,d messages as too fast, so its limits were measured, not its speed: raise messages.rate and messages.burst."
                                        .formatted(count)
                                : "The switch answered %,d times with the error '%s'."
                                        .formatted(count, code)));
    }

    private static void checks(Checks checks, List<String> remarks) {
        if (!checks.isClean()) {
            remarks.add(
                    "Not every receiver got everything once, in order and intact; see the checks.");
        }
    }
}
