// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison;

import dev.switchboard.comparison.result.Measure;
import dev.switchboard.comparison.result.Sample;
import dev.switchboard.comparison.result.Samples;
import dev.switchboard.comparison.result.Session;
import dev.switchboard.comparison.scenario.Scenario;
import dev.switchboard.comparison.server.Contender;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A comparison that nobody ran: figures are what a test says they are. */
public final class Canned {
    private final List<Sample> samples = new ArrayList<>();
    private final List<Contender.Identity> servers = new ArrayList<>();
    private final Map<String, String> skipped = new LinkedHashMap<>();

    public Canned server(String id, String name) {
        servers.add(
                new Contender.Identity(id, name, "Java", "What " + name + " is.", List.of("1.0")));
        return this;
    }

    public Canned skipped(String id, String why) {
        skipped.put(id, why);
        return this;
    }

    /** One figure for each round. */
    public Canned rounds(String server, Scenario scenario, Measure measure, double... figures) {
        for (int round = 1; round <= figures.length; round++) {
            add(round, server, scenario, Map.of(measure, figures[round - 1]), "");
        }
        return this;
    }

    public Canned failed(int round, String server, Scenario scenario, String why) {
        return add(round, server, scenario, Map.of(), why);
    }

    /** Several figures of one round. */
    public Canned add(
            int round,
            String server,
            Scenario scenario,
            Map<Measure, Double> figures,
            String failure) {
        Map<String, Double> named = new HashMap<>();
        figures.forEach((measure, figure) -> named.put(measure.key(), figure));
        samples.add(
                new Sample(
                        round,
                        server,
                        scenario.id(),
                        named,
                        1,
                        false,
                        failure,
                        "switchboard bench "
                                + String.join(" ", scenario.words())
                                + " --url ws://127.0.0.1:41234/ws --pid 4711",
                        null));
        return this;
    }

    public Samples samples() {
        return new Samples(samples);
    }

    public Session session() {
        return new Session(
                Instant.parse("2025-01-01T00:00:00Z"),
                "benchmarks/compare --rounds 3 --results /somewhere/here",
                3,
                new LinkedHashMap<>(Map.of("Processors", "2 × something", "Memory", "24 GiB")),
                servers,
                skipped);
    }
}
