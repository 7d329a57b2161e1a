// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.page;

import dev.switchboard.comparison.result.Measure;
import dev.switchboard.comparison.result.Samples;
import dev.switchboard.comparison.result.Spread;
import dev.switchboard.comparison.scenario.Scenario;
import dev.switchboard.comparison.server.Contender;
import dev.switchboard.load.plot.Bar;
import dev.switchboard.load.plot.BarPlot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The plots of the page. */
final class Plots {
    private static final String SPREAD =
            "Medians; thin lines from the lowest to the highest round.";

    private Plots() {}

    /** The one to remember. */
    static BarPlot story(Cast cast) {
        List<Samples.Of> panels =
                List.of(
                        new Samples.Of("", Scenario.B32, Measure.CPU),
                        new Samples.Of("", Scenario.B32, Measure.P99),
                        new Samples.Of("", Scenario.E, Measure.RESIDENT_EACH));
        return new BarPlot(
                "A room of 1,000, as fast as it goes, and 10,000 who only listen",
                "Shorter is better. Axes are logarithmic where the longest bar is more than 12 times the shortest.",
                List.of(
                        "Server CPU per delivered message",
                        "99 % delivered within",
                        "Memory per idle connection"),
                rows(cast, cast.in(Scenario.B32, Measure.CPU), panels));
    }

    static BarPlot of(Sheet sheet, Cast cast) {
        List<Samples.Of> panels =
                sheet.panels().stream()
                        .map(measure -> new Samples.Of("", sheet.scenario(), measure))
                        .toList();
        List<Contender.Identity> servers = cast.in(sheet.scenario(), sheet.columns().getFirst());
        return new BarPlot(
                sheet.scenario().title(),
                SPREAD,
                sheet.panels().stream().map(sheet::title).toList(),
                rows(cast, servers, panels));
    }

    private static List<BarPlot.Row> rows(
            Cast cast, List<Contender.Identity> servers, List<Samples.Of> panels) {
        List<BarPlot.Row> rows = new ArrayList<>();
        for (Contender.Identity server : servers) {
            List<Optional<BarPlot.Cell>> cells =
                    panels.stream().map(panel -> cell(cast, server.id(), panel)).toList();
            rows.add(
                    new BarPlot.Row(
                            server.name(),
                            Cast.look(server.id()),
                            Cast.isOurs(server.id()),
                            cells));
        }
        return rows;
    }

    private static Optional<BarPlot.Cell> cell(Cast cast, String server, Samples.Of panel) {
        Optional<Spread> spread = cast.samples().spread(server, panel.scenario(), panel.measure());
        return spread.map(found ->
                new BarPlot.Cell(
                        new Bar(
                                Math.max(0, found.median()),
                                Math.max(0, found.lowest()),
                                Math.max(0, found.highest())),
                        panel.measure().unit().format(found.median())));
    }
}
