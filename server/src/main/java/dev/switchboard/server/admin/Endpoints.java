// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import static dev.switchboard.server.admin.Endpoint.look;
import static dev.switchboard.server.admin.Endpoint.order;

import dev.switchboard.server.admin.Operations.Outcome;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;

/** All that an operator can ask for. */
record Endpoints(Operations operations, Health health, Scrape scrape) {

    List<Endpoint> all() {
        List<Endpoint> all = new ArrayList<>();
        Collections.addAll(
                all,
                look("/livez", "Whether the process works; if not, what is stuck.", this::alive),
                look(
                        "/readyz",
                        "Whether the switch should get new clients; if not, why.",
                        this::ready),
                look(
                        "/health",
                        "Each health check and its result; one goes through a real WebSocket.",
                        this::checks),
                look("/metrics", "All metrics, for Prometheus.", scrape::answer),
                look("/info", "Version, uptime, addresses, limits, clients.", this::info),
                look(
                        "/top",
                        "Who causes the load, and who is held, in a second from now.",
                        new TopQuestion(operations)::answer),
                look(
                        "/plugins",
                        "The plugins, their kinds and states.",
                        () -> Answer.text(HttpStatus.OK_200, operations.plugins())),
                look(
                        "/config",
                        "Every setting with its value and where it comes from.",
                        () -> Answer.text(HttpStatus.OK_200, operations.configuration())),
                order(
                        "/reload",
                        "Reads the configuration anew and applies what can change live.",
                        () -> outcome(HttpStatus.OK_200, operations.reload())),
                order(
                        "/drain",
                        "Sends the clients elsewhere, one after another, and ends the process.",
                        () -> outcome(HttpStatus.ACCEPTED_202, operations.drain())));
        String index = IndexPage.of(all);
        all.add(look("/", "This page.", () -> Answer.html(index)));
        return all;
    }

    private Answer alive() {
        return trouble(operations.stuck(), "alive");
    }

    private Answer ready() {
        return trouble(operations.unready(), "ready");
    }

    private static Answer trouble(Optional<String> what, String otherwise) {
        return what.map(it -> Answer.text(HttpStatus.SERVICE_UNAVAILABLE_503, it))
                .orElseGet(() -> Answer.text(HttpStatus.OK_200, otherwise));
    }

    private Answer checks() {
        Health.Report report = health.report();
        return Answer.json(
                report.healthy() ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503,
                report.asMap());
    }

    private Answer info() {
        RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
        Map<String, Object> info = new LinkedHashMap<>(operations.info());
        info.put("java", Runtime.version().toString());
        info.put("pid", runtime.getPid());
        info.put("uptime_seconds", runtime.getUptime() / 1000);
        return Answer.json(HttpStatus.OK_200, info);
    }

    private static Answer outcome(int status, Outcome outcome) {
        return Answer.text(
                outcome.done() ? status : HttpStatus.UNPROCESSABLE_ENTITY_422, outcome.report());
    }
}
