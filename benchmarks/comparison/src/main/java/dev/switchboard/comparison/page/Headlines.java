// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.page;

import dev.switchboard.comparison.result.Measure;
import dev.switchboard.comparison.result.Sample;
import dev.switchboard.comparison.result.Samples;
import dev.switchboard.comparison.result.Spread;
import dev.switchboard.comparison.scenario.Scenario;
import dev.switchboard.comparison.server.Contender;
import dev.switchboard.load.plot.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the figures say, in a few sentences; only what was measured is said. */
final class Headlines {
    private final Cast cast;
    private final List<String> sentences = new ArrayList<>();

    private Headlines(Cast cast) {
        this.cast = cast;
    }

    static List<String> of(Cast cast) {
        Headlines headlines = new Headlines(cast);
        headlines.saturation();
        headlines.latency();
        headlines.memory();
        headlines.storm();
        headlines.start();
        headlines.losses();
        return List.copyOf(headlines.sentences);
    }

    private void saturation() {
        ours(Scenario.B32, Measure.CPU)
                .ifPresent(cpu ->
                        sentences.add(
                                "**%s of CPU for a delivered message** in a room of 1,000 under full load%s."
                                        .formatted(cpu, against(Scenario.B32, Measure.CPU))));
    }

    private void latency() {
        ours(Scenario.B32, Measure.P99)
                .ifPresent(p99 ->
                        sentences.add(
                                "**99 %% of these within %s**%s."
                                        .formatted(p99, against(Scenario.B32, Measure.P99))));
    }

    private void memory() {
        ours(Scenario.E, Measure.RESIDENT_EACH)
                .ifPresent(bytes ->
                        sentences.add(
                                "**%s of memory for an idle connection**%s."
                                        .formatted(
                                                bytes,
                                                against(Scenario.E, Measure.RESIDENT_EACH))));
    }

    private void storm() {
        ours(Scenario.G, Measure.ALL_BACK)
                .ifPresent(time ->
                        sentences.add(
                                "**10,000 clients, cut at once, are all back in their rooms after %s.**"
                                        .formatted(time)));
    }

    private void start() {
        ours(Scenario.START, Measure.START)
                .ifPresent(time ->
                        sentences.add(
                                "**%s from the start of the process to the first client.**"
                                        .formatted(time)));
    }

    private void losses() {
        List<Sample> runs = cast.played();
        List<String> losers =
                runs.stream()
                        .filter(each -> !each.scenario().equals(Scenario.H.id()))
                        .filter(each -> count(each, Measure.LOST) + count(each, Measure.WRONG) > 0)
                        .map(each -> cast.name(each.server()))
                        .distinct()
                        .toList();
        long count = runs.stream().filter(each -> each.result() != null).count();
        sentences.add(
                losers.isEmpty()
                        ? "In none of %d runs was a message lost, doubled, damaged or out of order, by anyone."
                                .formatted(count)
                        : "Of %d runs some lost messages or mixed them up: those of %s; the tables say where."
                                .formatted(count, String.join(", ", losers)));
    }

    private static double count(Sample sample, Measure measure) {
        return measure.of(sample).orElse(0);
    }

    private Optional<String> ours(Scenario scenario, Measure measure) {
        return cast.samples()
                .spread(Contender.SWITCH, scenario, measure)
                .map(spread -> measure.unit().format(spread.median()));
    }

    /** How many times as much the best and the last of the competitors need. */
    private String against(Scenario scenario, Measure measure) {
        List<Contender.Identity> others =
                cast.in(scenario, measure).stream()
                        .filter(each -> Contender.isCompetitor(each.id()))
                        .filter(each -> times(each, scenario, measure).isPresent())
                        .toList();
        if (others.isEmpty()) {
            return "";
        }
        String best = phrase(others.getFirst(), scenario, measure);
        return others.size() == 1
                ? "; " + best
                : "; %s, %s".formatted(best, phrase(others.getLast(), scenario, measure));
    }

    private String phrase(Contender.Identity server, Scenario scenario, Measure measure) {
        double times = times(server, scenario, measure).orElseThrow().median();
        return "%s needs %s"
                        .formatted(server.name(), Unit.RATIO.format(times).toLowerCase(Locale.ROOT))
                + " that";
    }

    private Optional<Spread> times(Contender.Identity server, Scenario scenario, Measure measure) {
        return cast.samples()
                .ratio(
                        new Samples.Of(server.id(), scenario, measure),
                        new Samples.Of(Contender.SWITCH, scenario, measure));
    }
}
