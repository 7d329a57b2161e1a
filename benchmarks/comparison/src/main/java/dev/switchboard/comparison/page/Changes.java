// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.page;

import dev.switchboard.comparison.result.Findings;
import dev.switchboard.comparison.result.Measure;
import dev.switchboard.comparison.result.Samples;
import dev.switchboard.comparison.scenario.Scenario;
import dev.switchboard.comparison.server.Contender;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Two builds of the switch, figure by figure.
 *
 * @param before the earlier build, by which everything is divided
 * @param all in the order of the scenarios
 */
public record Changes(Contender.Identity before, Contender.Identity after, List<Change> all) {
    private static final List<String> HEAD =
            List.of("Scenario", "What", "Before", "After", "Ratio", "From–to", "Rounds", "");

    public Changes {
        all = List.copyOf(all);
    }

    /** Each later build beside the first; empty if fewer than two took part. */
    public static List<Changes> of(Findings findings) {
        List<Contender.Identity> builds =
                findings.session().servers().stream()
                        .filter(server -> Contender.isSwitch(server.id()))
                        .toList();
        return builds.stream()
                .skip(1)
                .map(after -> of(findings.samples(), builds.getFirst(), after))
                .toList();
    }

    private static Changes of(
            Samples samples, Contender.Identity before, Contender.Identity after) {
        List<Change> all = new ArrayList<>();
        for (Scenario scenario : Scenario.values()) {
            for (Measure measure : measures(scenario)) {
                change(samples, before.id(), after.id(), scenario, measure).ifPresent(all::add);
            }
        }
        return new Changes(before, after, all);
    }

    private static Optional<Change> change(
            Samples samples, String before, String after, Scenario scenario, Measure measure) {
        return samples.ratio(
                        new Samples.Of(after, scenario, measure),
                        new Samples.Of(before, scenario, measure))
                .map(ratio ->
                        new Change(
                                scenario,
                                measure,
                                samples.spread(before, scenario, measure).orElseThrow(),
                                samples.spread(after, scenario, measure).orElseThrow(),
                                ratio));
    }

    /** What the page shows of a scenario, and how much memory it took. */
    private static List<Measure> measures(Scenario scenario) {
        return switch (scenario) {
            case START, START_PLAIN -> List.of(Measure.START, Measure.RESIDENT_EMPTY);
            case E_TLS -> List.of(Measure.RESIDENT_EACH, Measure.RESIDENT_PEAK);
            default ->
                    Stream.concat(
                                    Sheet.all().stream()
                                            .filter(sheet -> sheet.scenario() == scenario)
                                            .flatMap(sheet -> sheet.columns().stream()),
                                    Stream.of(
                                            Measure.CPU,
                                            Measure.P50,
                                            Measure.P99,
                                            Measure.RESIDENT_PEAK))
                            .filter(measure -> scenario != Scenario.PING || measure != Measure.CPU)
                            .distinct()
                            .toList();
        };
    }

    String title() {
        return "%s, beside %s".formatted(after.name(), before.name());
    }

    /** How many got worse, in a sentence. */
    String summary() {
        return "%d of %d medians are worse by more than %.0f %%."
                .formatted(
                        all.stream().filter(Change::isWorse).count(),
                        all.size(),
                        (Change.TOLERATED - 1) * 100);
    }

    void table(Markdown page) {
        page.table(HEAD, rows());
    }

    /** As plain text, for a terminal. */
    public String text() {
        List<List<String>> rows = new ArrayList<>(List.of(HEAD));
        rows.addAll(rows());
        StringBuilder text = new StringBuilder(title()).append('\n');
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                int at = column;
                int width = rows.stream().mapToInt(each -> each.get(at).length()).max().orElse(0);
                line.append(("%-" + (width + 2) + "s").formatted(row.get(column)));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.append(summary()).append('\n').toString();
    }

    private List<List<String>> rows() {
        return all.stream().map(Changes::row).toList();
    }

    private static List<String> row(Change change) {
        return List.of(
                change.scenario().id(),
                change.measure().title(),
                change.measure().unit().format(change.before().median()),
                change.measure().unit().format(change.after().median()),
                String.format(Locale.ROOT, "%.3f", change.ratio().median()),
                String.format(
                        Locale.ROOT,
                        "%.2f–%.2f",
                        change.ratio().lowest(),
                        change.ratio().highest()),
                String.valueOf(change.ratio().count()),
                change.verdict());
    }
}
