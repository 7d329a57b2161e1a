// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.page;

import dev.switchboard.comparison.goal.Goals;
import dev.switchboard.comparison.goal.Verdict;
import dev.switchboard.comparison.result.Measure;
import dev.switchboard.comparison.result.Sample;
import dev.switchboard.comparison.result.Samples;
import dev.switchboard.comparison.result.Spread;
import dev.switchboard.comparison.scenario.Scenario;
import dev.switchboard.comparison.server.Contender;
import dev.switchboard.load.plot.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tables of the page. */
final class Tables {
    private static final String NONE = "–";

    private Tables() {}

    static void goals(Markdown page, Samples samples) {
        List<List<String>> rows = new ArrayList<>();
        List<Verdict> verdicts =
                Goals.all().stream().map(goal -> Verdict.of(goal, samples)).toList();
        for (Verdict verdict : verdicts) {
            Unit unit = verdict.goal().unit();
            rows.add(
                    List.of(
                            verdict.goal().about(),
                            verdict.goal().what(),
                            "≤ " + unit.format(verdict.goal().limit()),
                            verdict.measured().map(spread -> spread.format(unit)).orElse(NONE),
                            verdict.least()
                                    .map(spread -> unit.format(spread.median()))
                                    .orElse(NONE),
                            verdict.words()));
        }
        long measured = verdicts.stream().filter(each -> each.measured().isPresent()).count();
        long met = verdicts.stream().filter(Verdict::isMet).count();
        page.paragraph(
                        "%d of the %d goals that were measured are met. Ratios are made within each round, of servers that ran minutes apart; the table has the median of the ratios, from the lowest to the highest. *limit* is what a C program that passes frames on unseen gets where the switch stands."
                                .formatted(met, measured))
                .list(List.of("Scenario", "What", "Goal", "Measured", "*limit*", "Verdict"), rows);
    }

    static void compared(Markdown page, Sheet sheet, Cast cast) {
        Scenario scenario = sheet.scenario();
        Samples samples = cast.samples();
        List<Contender.Identity> servers = cast.in(scenario, sheet.columns().getFirst());
        boolean hasLosses =
                servers.stream().anyMatch(each -> losses(samples.of(each.id(), scenario)) > 0);
        List<String> head = new ArrayList<>(List.of("Server"));
        sheet.columns().forEach(measure -> head.add(sheet.title(measure)));
        sheet.yardstick().ifPresent(found -> head.add("of " + cast.name(found.server())));
        if (hasLosses) {
            head.add("lost or wrong");
        }
        head.add("rounds");
        List<List<String>> rows = new ArrayList<>();
        for (Contender.Identity server : servers) {
            List<String> row = new ArrayList<>();
            row.add(Cast.isOurs(server.id()) ? "**" + server.name() + "**" : server.name());
            for (Measure measure : sheet.columns()) {
                row.add(cell(samples, server.id(), scenario, measure));
            }
            sheet.yardstick()
                    .ifPresent(found -> row.add(times(samples, server.id(), sheet, found)));
            List<Sample> all = samples.of(server.id(), scenario);
            if (hasLosses) {
                row.add(Unit.COUNT.format((double) losses(all)));
            }
            row.add(String.valueOf(all.stream().filter(Sample::isWhole).count()));
            rows.add(row);
        }
        page.table(head, rows);
        remarks(page, scenario, cast);
    }

    /** The same server in different situations. */
    static void alone(
            Markdown page, List<Scenario> scenarios, List<Measure> columns, Samples samples) {
        List<String> head = new ArrayList<>(List.of(""));
        columns.forEach(measure -> head.add(measure.title()));
        List<List<String>> rows = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            if (samples.has(Contender.SWITCH, scenario)) {
                List<String> row = new ArrayList<>(List.of(scenario.title()));
                for (Measure measure : columns) {
                    row.add(cell(samples, Contender.SWITCH, scenario, measure));
                }
                rows.add(row);
            }
        }
        page.table(head, rows);
    }

    /** What went wrong is said, once for each server. */
    static void remarks(Markdown page, Scenario scenario, Cast cast) {
        for (Contender.Identity server : cast.session().servers()) {
            List<Sample> all = cast.samples().of(server.id(), scenario);
            List<Sample> failed = all.stream().filter(each -> !each.isWhole()).toList();
            long disturbed = all.stream().filter(Sample::disturbed).count();
            if (!failed.isEmpty()) {
                page.paragraph(
                        "%s: %d of %d runs gave nothing: %s."
                                .formatted(
                                        server.name(),
                                        failed.size(),
                                        all.size(),
                                        failed.getFirst().failure()));
            }
            if (disturbed > 0) {
                page.paragraph(
                        "%s: %d of %d runs were disturbed by others on the machine, on the second attempt too; they are counted."
                                .formatted(server.name(), disturbed, all.size()));
            }
        }
    }

    private static String times(Samples samples, String server, Sheet sheet, Samples.Of yardstick) {
        Samples.Of ours = new Samples.Of(server, sheet.scenario(), sheet.columns().getFirst());
        return ours.equals(yardstick)
                ? "1 ×"
                : samples.ratio(ours, yardstick)
                        .map(spread -> spread.format(Unit.RATIO))
                        .orElse(NONE);
    }

    private static String cell(Samples samples, String server, Scenario scenario, Measure measure) {
        Optional<Spread> spread = samples.spread(server, scenario, measure);
        return spread.map(found -> found.format(measure.unit())).orElse(NONE);
    }

    private static long losses(List<Sample> samples) {
        return samples.stream()
                .mapToLong(each ->
                        (long) (Measure.LOST.of(each).orElse(0) + Measure.WRONG.of(each).orElse(0)))
                .sum();
    }
}
