// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.summary;

import dev.switchboard.load.result.Checks;
import dev.switchboard.load.result.Connections;
import dev.switchboard.load.result.Generator;
import dev.switchboard.load.result.Latency;
import dev.switchboard.load.result.Result;
import dev.switchboard.load.result.Server;
import dev.switchboard.load.result.Window;

/** Writes the summary that stands at the end of a run. */
public final class Summary {
    private static final int WIDTH = 92;

    private final StringBuilder out = new StringBuilder();

    private Summary() {}

    public static String of(Result result, String target) {
        Summary summary = new Summary();
        summary.write(result, target);
        return summary.out.toString();
    }

    private void write(Result result, String target) {
        out.append("\n%s, %s%n".formatted(title(result), target));
        connections(result.connections());
        Parts.write(result, this::line);
        if (result.window().messages() > 0) {
            messages(result.window());
        }
        latency(result);
        checks(result.checks());
        server(result);
        generator(result.generator());
        if (!result.remarks().isEmpty()) {
            out.append('\n');
            result.remarks().forEach(this::remark);
        }
    }

    private static String title(Result result) {
        return result.label().isEmpty()
                ? result.scenario()
                : result.scenario() + " (" + result.label() + ")";
    }

    private void line(String name, String text) {
        String indent = " ".repeat(14);
        out.append("  %-12s".formatted(name)).append(Wrap.text(text, indent, WIDTH)).append('\n');
    }

    private void remark(String text) {
        out.append("  ! ").append(Wrap.text(text, "    ", WIDTH)).append('\n');
    }

    private void connections(Connections connections) {
        Latency latency = connections.latency();
        String times =
                latency == null
                        ? ""
                        : "; a handshake took %s, at most %s"
                                .formatted(Units.time(latency.p50()), Units.time(latency.max()));
        line(
                "connections",
                "%,d of %,d in %.2f s (%,.0f a second)%s"
                        .formatted(
                                connections.opened(),
                                connections.asked(),
                                connections.seconds(),
                                connections.perSecond(),
                                times));
    }

    private void messages(Window window) {
        line(
                "messages",
                "%,.0f received a second over %.1f s, %,.0f sent; %s a second; %.1f in one read"
                        .formatted(
                                window.messagesPerSecond(),
                                window.seconds(),
                                window.sentPerSecond(),
                                Units.size(window.bytesPerSecond()),
                                window.messagesPerRead()));
    }

    private void latency(Result result) {
        Latency latency = result.latency();
        if (latency == null) {
            return;
        }
        line("latency", Units.percentiles(latency));
        Latency uncorrected = result.latencyUncorrected();
        if (uncorrected != null && uncorrected.p99() * 1.05 < latency.p99()) {
            line(
                    "",
                    "without correction, from when messages were really sent: "
                            + Units.percentiles(uncorrected));
        }
    }

    private void checks(Checks checks) {
        if (checks.sent() == 0) {
            return;
        }
        line(
                "checks",
                checks.isClean()
                        ? "all %,d deliveries came once, in order and intact"
                                .formatted(checks.delivered())
                        : "%,d expected, %,d lost, %,d repeated, %,d out of order, %,d damaged, %,d astray"
                                .formatted(
                                        checks.expected(),
                                        checks.lost(),
                                        checks.duplicated(),
                                        checks.outOfOrder(),
                                        checks.corrupt(),
                                        checks.stray()));
    }

    private void server(Result result) {
        Server server = result.server();
        if (server == null) {
            return;
        }
        String each =
                server.cpuUsPerMessage() == 0
                        ? ""
                        : ", %s for each %s"
                                .formatted(
                                        Units.cost(server.cpuUsPerMessage()),
                                        result.churn() != null
                                                ? "cycle"
                                                : result.scenario().equals("connect")
                                                        ? "connection"
                                                        : "message");
        line("server CPU", "%.0f %% of a core%s".formatted(server.cpuPercent(), each));
        Server.Resident resident = server.residentBytes();
        line(
                "memory",
                "%s before, %s with all connected (%s for each), %s at the end, %s at most"
                        .formatted(
                                Units.size(resident.before()),
                                Units.size(resident.connected()),
                                Units.size(server.bytesPerConnection()),
                                Units.size(resident.after()),
                                Units.size(resident.peak())));
    }

    private void generator(Generator generator) {
        line("generator", "%.0f %% of a core".formatted(generator.cpuPercent()));
    }
}
