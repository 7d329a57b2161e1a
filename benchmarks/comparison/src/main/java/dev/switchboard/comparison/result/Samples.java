// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.result;

import dev.switchboard.comparison.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All samples of a comparison, and what is asked of them. */
public record Samples(List<Sample> all) {

    public Samples {
        all = List.copyOf(all);
    }

    public List<Sample> of(String server, Scenario scenario) {
        return all.stream()
                .filter(each -> each.server().equals(server))
                .filter(each -> each.scenario().equals(scenario.id()))
                .toList();
    }

    /** How many rounds there are figures of. */
    public long rounds() {
        return all.stream().map(Sample::round).distinct().count();
    }

    /** Whether there is a good sample of it. */
    public boolean has(String server, Scenario scenario) {
        return of(server, scenario).stream().anyMatch(Sample::isWhole);
    }

    public Optional<Spread> spread(String server, Scenario scenario, Measure measure) {
        return Spread.of(List.copyOf(byRound(server, scenario, measure).values()));
    }

    /** How many times the second the first is, in each round; its spread over the rounds. */
    public Optional<Spread> ratio(Of first, Of second) {
        Map<Integer, Double> ones = byRound(first.server(), first.scenario(), first.measure());
        Map<Integer, Double> others = byRound(second.server(), second.scenario(), second.measure());
        List<Double> ratios = new ArrayList<>();
        ones.forEach((round, one) -> {
            Double other = others.get(round);
            if (other != null && other > 0) {
                ratios.add(one / other);
            }
        });
        return Spread.of(ratios);
    }

    /** As they would be if one server had played the other's part. */
    public Samples cast(String actor, String part) {
        Stream<Sample> others = all.stream().filter(each -> !each.server().equals(part));
        Stream<Sample> played =
                all.stream().filter(each -> each.server().equals(actor)).map(each -> each.as(part));
        return new Samples(Stream.concat(others, played).toList());
    }

    /** A series of figures: one for each round. */
    public record Of(String server, Scenario scenario, Measure measure) {}

    private Map<Integer, Double> byRound(String server, Scenario scenario, Measure measure) {
        Map<Integer, Double> values = new TreeMap<>();
        for (Sample sample : of(server, scenario)) {
            OptionalDouble value = measure.of(sample);
            if (value.isPresent()) {
                values.put(sample.round(), value.getAsDouble());
            }
        }
        return values;
    }
}
