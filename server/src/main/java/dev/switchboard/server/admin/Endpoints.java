// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import static dev.switchboard.server.admin.Endpoint.look;
import static dev.switchboard.server.admin.Endpoint.order;
import static dev.switchboard.server.admin.Promised.json;
import static dev.switchboard.server.admin.Promised.text;

import dev.switchboard.server.admin.Operations.Outcome;
import dev.switchboard.server.metrics.PrometheusText;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpStatus;

/** All that an operator can ask for: one entry each, with its answers and with who gives them. */
record Endpoints(Operations operations, Health health, Scrape scrape) {

    private static final String WINDOW = "window";

    List<Endpoint> all() {
        return Stream.concat(
                        ofTheSwitch().stream(),
                        new RevocationOrders(operations).endpoints().stream())
                .toList();
    }

    private List<Endpoint> ofTheSwitch() {
        return List.of(
                look(
                                "/livez",
                                "Whether the process works; if not, what is stuck.",
                                List.of(text(200, "It works."), text(503, "What is stuck.")),
                                this::alive)
                        .forEverybody(),
                look(
                                "/readyz",
                                "Whether the switch should get new clients; if not, why.",
                                List.of(text(200, "It should."), text(503, "Why it should not.")),
                                this::ready)
                        .forEverybody(),
                look(
                        "/health",
                        "Each health check and its result; one goes through a real WebSocket.",
                        List.of(json(200, "All is well."), json(503, "Some check fails.")),
                        this::checks),
                look(
                        "/metrics",
                        "All metrics, for Prometheus.",
                        List.of(
                                new Promised(200, PrometheusText.CONTENT_TYPE, "The metrics."),
                                text(503, "They cannot be read now.")),
                        scrape::answer),
                look(
                        "/info",
                        "Version, uptime, addresses, limits, clients.",
                        List.of(json(200, "What the switch is and holds.")),
                        this::info),
                look(
                        "/top",
                        "Who causes the load, and who is held, in a second from now.",
                        TopQuestion.PARAMETERS,
                        List.of(json(200, "The figures."), text(200, "The same as a screen.")),
                        new TopQuestion(operations)::answer),
                look(
                        "/may",
                        "Whether a user may do something, and what decides that.",
                        MayQuestion.PARAMETERS,
                        List.of(text(200, "Yes or no, and why.")),
                        new MayQuestion(operations)::answer),
                look(
                        "/plugins",
                        "The plugins, their kinds and states.",
                        List.of(text(200, "A line for each.")),
                        () -> Answer.text(HttpStatus.OK_200, operations.plugins())),
                look(
                        "/config",
                        "Every setting with its value and where it comes from.",
                        List.of(text(200, "A line for each; secrets are masked.")),
                        () -> Answer.text(HttpStatus.OK_200, operations.configuration())),
                order(
                        Method.POST,
                        "/reload",
                        "Reads the configuration anew and applies what can change live.",
                        List.of(),
                        List.of(
                                text(200, "What has changed, and what waits for the next start."),
                                text(422, "What is wrong; nothing has changed.")),
                        _ -> outcome(HttpStatus.OK_200, operations.reload())),
                order(
                        Method.POST,
                        "/drain",
                        "Sends the clients elsewhere, one after another, and ends the process.",
                        List.of(
                                new Parameter.Period(
                                        WINDOW,
                                        "The time over which they leave, instead of drain.window.",
                                        Duration.ofHours(1))),
                        List.of(text(202, "It has begun.")),
                        query ->
                                outcome(
                                        HttpStatus.ACCEPTED_202,
                                        operations.drain(query.period(WINDOW)))),
                look(
                        "/openapi.json",
                        "This interface, for programs: OpenAPI 3.1.",
                        List.of(json(200, "The description.")),
                        () -> Answer.json(HttpStatus.OK_200, OpenApi.of(all()))),
                look(
                        "/",
                        "All this, for people.",
                        List.of(new Promised(200, Answer.HTML, "A page.")),
                        () -> Answer.html(IndexPage.of(all()))));
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
