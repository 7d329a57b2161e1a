// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.report;

import dev.switchboard.load.plot.Unit;
import dev.switchboard.load.result.Checks;
import dev.switchboard.load.result.Connections;
import dev.switchboard.load.result.Generator;
import dev.switchboard.load.result.Latency;
import dev.switchboard.load.result.Machine;
import dev.switchboard.load.result.Result;
import dev.switchboard.load.result.Server;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The tables below the plots. */
final class Facts {
    private Facts() {}

    static Map<String, String> of(Checks checks) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Sent", count(checks.sent()));
        facts.put("Deliveries expected", count(checks.expected()));
        facts.put("Delivered", count(checks.delivered()));
        facts.put("Lost", count(checks.lost()));
        facts.put("Duplicated", count(checks.duplicated()));
        facts.put("Out of order", count(checks.outOfOrder()));
        facts.put("Damaged", count(checks.corrupt()));
        facts.put("Meant for others", count(checks.stray()));
        return facts;
    }

    static Map<String, String> of(Latency latency) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Measured", count(latency.count()));
        facts.put("Mean", Unit.TIME.format(latency.mean()));
        facts.put("50 %", Unit.TIME.format(latency.p50()));
        facts.put("90 %", Unit.TIME.format(latency.p90()));
        facts.put("99 %", Unit.TIME.format(latency.p99()));
        facts.put("99.9 %", Unit.TIME.format(latency.p999()));
        facts.put("99.99 %", Unit.TIME.format(latency.p9999()));
        facts.put("Slowest", Unit.TIME.format(latency.max()));
        return facts;
    }

    static Map<String, String> of(Server server) {
        Map<String, String> facts = new LinkedHashMap<>();
        Server.Resident resident = server.residentBytes();
        facts.put("Process", String.valueOf(server.pid()));
        facts.put("CPU in its own code", Unit.SECONDS.format(server.cpuSecondsUser()));
        facts.put("CPU in the kernel", Unit.SECONDS.format(server.cpuSecondsSystem()));
        facts.put("Threads", String.valueOf(server.threads()));
        facts.put("Resident before", Unit.BYTES.format((double) resident.before()));
        facts.put("Resident, all connected", Unit.BYTES.format((double) resident.connected()));
        facts.put("Resident at the end", Unit.BYTES.format((double) resident.after()));
        facts.put("Resident, at most", Unit.BYTES.format((double) resident.peak()));
        facts.put("Gained per connection", Unit.BYTES.format(server.bytesPerConnection()));
        return facts;
    }

    /** How the run itself went: connections, closes, errors, the generator. */
    static Map<String, String> ofRun(Result result) {
        Map<String, String> facts = new LinkedHashMap<>();
        Connections connections = result.connections();
        facts.put("Connections asked for", count(connections.asked()));
        facts.put("Opened", count(connections.opened()));
        facts.put("Opened per second", Unit.COUNT.format(connections.perSecond()));
        putIfAny(facts, "Refused", connections.refused());
        putIfAny(facts, "Closed by the server", result.closes());
        putIfAny(facts, "Errors answered", result.errors());
        facts.put("Window", Unit.SECONDS.format(result.window().seconds()));
        facts.put("Messages per read", Unit.COUNT.format(result.window().messagesPerRead()));
        facts.put("Bytes per second", Unit.BYTES.format(result.window().bytesPerSecond()));
        Generator generator = result.generator();
        facts.put("Generator's CPU", Unit.PERCENT.format(generator.cpuPercent()));
        facts.put("CPU of others", Unit.PERCENT.format(generator.otherCpuPercent()));
        return facts;
    }

    static Map<String, String> of(Machine machine) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Processors", String.valueOf(machine.cpus()));
        facts.put("Memory", Unit.BYTES.format((double) machine.memoryBytes()));
        facts.put("System", machine.os());
        facts.put("Generator's Java", machine.java());
        return facts;
    }

    private static void putIfAny(Map<String, String> facts, String name, Map<String, Long> counts) {
        if (!counts.isEmpty()) {
            facts.put(
                    name,
                    counts.entrySet().stream()
                            .map(each -> each.getKey() + ": " + count(each.getValue()))
                            .collect(Collectors.joining(", ")));
        }
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
