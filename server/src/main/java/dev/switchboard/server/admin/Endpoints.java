// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import dev.switchboard.server.admin.Operations.Outcome;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that an operator can ask for. */
final class Endpoints {

    private final Operations operations;
    private final Health health;
    private final Scrape scrape;

    Endpoints(Operations operations, Health health, Scrape scrape) {
        this.operations = operations;
        this.health = health;
        this.scrape = scrape;
    }

    List<Endpoint> all() {
        List<Endpoint> all = new ArrayList<>();
        all.add(
                Endpoint.look(
                        "/livez",
                        "Whether the process works; if not, what is stuck.",
                        this::alive));
        all.add(
                Endpoint.look(
                        "/readyz",
                        "Whether the switch should get new clients; if not, why.",
                        this::ready));
        all.add(
                Endpoint.look(
                        "/health",
                        "Each health check and its result; one goes through a real WebSocket.",
                        this::health));
        all.add(Endpoint.look("/metrics", "All metrics, for Prometheus.", scrape::answer));
        all.add(Endpoint.look("/info", "Version, uptime, addresses, limits, clients.", this::info));
        all.add(
                Endpoint.look(
                        "/plugins",
                        "The plugins, their kinds and states.",
                        () -> Answer.text(Answer.OK, operations.plugins())));
        all.add(
                Endpoint.look(
                        "/config",
                        "Every setting with its value and where it comes from.",
                        () -> Answer.text(Answer.OK, operations.configuration())));
        all.add(
                Endpoint.order(
                        "/reload",
                        "Reads the configuration anew and applies what can change live.",
                        () -> outcome(Answer.OK, operations.reload())));
        all.add(
                Endpoint.order(
                        "/drain",
                        "Sends the clients elsewhere, one after another, and ends the process.",
                        () -> outcome(Answer.ACCEPTED, operations.drain())));
        IndexPage index = new IndexPage(List.copyOf(all));
        all.add(Endpoint.look("/", "This page.", () -> Answer.html(index.html())));
        return all;
    }

    private Answer alive() {
        return operations
                .stuck()
                .map(what -> Answer.text(Answer.UNAVAILABLE, what))
                .orElseGet(() -> Answer.text(Answer.OK, "alive"));
    }

    private Answer ready() {
        return operations
                .unready()
                .map(reason -> Answer.text(Answer.UNAVAILABLE, reason))
                .orElseGet(() -> Answer.text(Answer.OK, "ready"));
    }

    private Answer health() {
        Health.Report report = health.report();
        return Answer.json(report.healthy() ? Answer.OK : Answer.UNAVAILABLE, report.asMap());
    }

    private Answer info() {
        RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
        Map<String, Object> info = new LinkedHashMap<>(operations.info());
        info.put("java", Runtime.version().toString());
        info.put("pid", runtime.getPid());
        info.put("uptime_seconds", runtime.getUptime() / 1000);
        return Answer.json(Answer.OK, info);
    }

    private static Answer outcome(int status, Outcome outcome) {
        return Answer.text(outcome.done() ? status : Answer.UNPROCESSABLE, outcome.report());
    }
}
