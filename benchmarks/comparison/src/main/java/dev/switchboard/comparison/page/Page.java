// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.page;

import dev.switchboard.comparison.result.Findings;
import dev.switchboard.comparison.result.Measure;
import dev.switchboard.comparison.result.Sample;
import dev.switchboard.comparison.result.Samples;
import dev.switchboard.comparison.scenario.Scenario;
import dev.switchboard.comparison.server.Contender;
import dev.switchboard.load.plot.BarPlot;
import dev.switchboard.load.plot.Palette;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The page, with its plots beside it in {@code images/benchmarks}. */
public final class Page {
    private static final String IMAGES = "images/benchmarks";
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final Cast cast;
    private final Path images;
    private final Markdown page = new Markdown();

    private Page(Cast cast, Path images) {
        this.cast = cast;
        this.images = images;
    }

    /** Writes it anew from what was measured. */
    public static void write(Findings findings, Path file) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        Path images = Files.createDirectories(folder.resolve(IMAGES));
        List<Changes> changes = Changes.of(findings);
        // What is said of the switch is said of the last of its builds.
        Samples samples =
                changes.isEmpty()
                        ? findings.samples()
                        : findings.samples().cast(changes.getLast().after().id(), Contender.SWITCH);
        Page page = new Page(new Cast(findings.session(), samples), images);
        page.story();
        changes.forEach(page::changes);
        page.goals();
        page.scenarios();
        page.alone();
        page.caveats();
        page.surroundings();
        page.commands(findings.earlier());
        Files.writeString(file, page.page.toString());
    }

    private void story() throws IOException {
        page.heading(1, "Benchmarks");
        page.paragraph("<!-- Written by benchmarks/compare; changes made by hand are lost. -->");
        page.paragraph(
                "The switch beside what one would use instead, on one machine, in turn, under the same load: %s, %s, %s on %s."
                        .formatted(
                                cast.session().machine().getOrDefault("Processors", "?"),
                                cast.session().machine().getOrDefault("Memory", "?"),
                                rounds(),
                                DAY.format(cast.session().started())));
        if (cast.samples().has(Contender.SWITCH, Scenario.B32)) {
            draw("story", Plots.story(cast));
        }
        StringBuilder list = new StringBuilder();
        Headlines.of(cast).forEach(sentence -> list.append("- ").append(sentence).append('\n'));
        page.paragraph(list.toString());
    }

    /** As many as were made, which are fewer than were asked for when somebody ended the run. */
    private String rounds() {
        long made = cast.samples().rounds();
        return made == 1 ? "one round" : made + " rounds";
    }

    private void changes(Changes changes) {
        page.heading(2, changes.title());
        page.paragraph(
                changes.summary()
                        + " Ratios are made within each round; the table has their median, and from where to where they go.");
        changes.table(page);
    }

    private void goals() {
        page.heading(2, "Goals");
        Tables.goals(page, cast.samples());
    }

    private void scenarios() throws IOException {
        page.heading(2, "Side by side");
        page.paragraph(text("reading.md"));
        for (Sheet sheet : Sheet.all()) {
            Scenario scenario = sheet.scenario();
            if (!cast.in(scenario, sheet.columns().getFirst()).isEmpty()) {
                page.heading(3, scenario.title()).paragraph(scenario.story());
                draw(scenario.id(), Plots.of(sheet, cast));
                Tables.compared(page, sheet, cast);
            }
        }
    }

    private void alone() {
        Samples samples = cast.samples();
        page.heading(2, "The switch alone");
        section(
                "With TLS",
                List.of(Scenario.E, Scenario.E_TLS),
                List.of(Measure.RESIDENT_EACH, Measure.RESIDENT_PEAK));
        section(
                "Growing",
                List.of(
                        Scenario.FEW_RECEIVERS,
                        Scenario.OTHERS_THERE,
                        Scenario.MANY_RECEIVERS,
                        Scenario.FEW_ROOMS,
                        Scenario.MANY_ROOMS),
                List.of(Measure.CPU, Measure.P50, Measure.P99));
        section(
                "Starting",
                List.of(Scenario.START, Scenario.START_PLAIN),
                List.of(Measure.START, Measure.RESIDENT_EMPTY));
        section(
                "Pauses",
                List.of(Scenario.PAUSES),
                List.of(
                        Measure.RATE,
                        Measure.P50,
                        Measure.P99,
                        Measure.P999,
                        Measure.TAIL,
                        Measure.LONGEST_PAUSE));
        if (Arrays.stream(Scenario.values()).noneMatch(each -> isMeasuredAlone(each, samples))) {
            page.paragraph("Not measured this time.");
        }
    }

    private void section(String title, List<Scenario> scenarios, List<Measure> columns) {
        if (scenarios.stream().anyMatch(each -> isMeasuredAlone(each, cast.samples()))) {
            page.heading(3, title);
            StringBuilder list = new StringBuilder();
            for (Scenario scenario : scenarios) {
                list.append("- *").append(scenario.title()).append(".* ");
                list.append(scenario.story()).append('\n');
            }
            page.paragraph(list.toString());
            Tables.alone(page, scenarios, columns, cast.samples());
            scenarios.stream()
                    .filter(Scenario::isForTheSwitchAlone)
                    .forEach(each -> Tables.remarks(page, each, cast));
        }
    }

    private static boolean isMeasuredAlone(Scenario scenario, Samples samples) {
        return scenario.isForTheSwitchAlone() && !samples.of(Contender.SWITCH, scenario).isEmpty();
    }

    private void caveats() throws IOException {
        page.heading(2, "What these numbers do not say").paragraph(text("caveats.md"));
    }

    private void surroundings() {
        page.heading(2, "Who took part");
        List<List<String>> rows = new ArrayList<>();
        for (Contender.Identity server : cast.session().servers()) {
            rows.add(
                    List.of(
                            server.name(),
                            server.language(),
                            server.summary(),
                            String.join("; ", server.versions())));
        }
        page.list(List.of("Server", "Language", "What it is", "Versions"), rows);
        cast.session()
                .skipped()
                .forEach((name, why) -> page.paragraph("Not here: **" + name + "**. " + why));
        List<List<String>> facts = new ArrayList<>();
        cast.session().machine().forEach((name, fact) -> facts.add(List.of(name, fact)));
        page.list(List.of("Machine", ""), facts);
    }

    private void commands(List<Findings.Earlier> earlier) {
        page.heading(2, "Commands");
        if (earlier.isEmpty()) {
            page.paragraph("All of it, and this page:").code(elsewhere(cast.session().command()));
        } else {
            kept(earlier);
        }
        page.paragraph(
                "One run by itself, against a switch that listens on 8080; the comparison adds the server's process with `--pid` and a `--warmup`:");
        StringBuilder lines = new StringBuilder();
        for (Scenario scenario : Scenario.values()) {
            cast.samples().of(Contender.SWITCH, scenario).stream()
                    .map(Sample::command)
                    .filter(command -> command.startsWith("switchboard bench"))
                    .findFirst()
                    .ifPresent(command ->
                            lines.append("# ")
                                    .append(scenario.title())
                                    .append('\n')
                                    .append(forReaders(command))
                                    .append('\n'));
        }
        page.code(lines.isEmpty() ? "bin/switchboard bench --help" : lines.toString());
    }

    /** What was not measured in the last comparison. */
    private void kept(List<Findings.Earlier> earlier) {
        page.paragraph("This was measured last:").code(elsewhere(cast.session().command()));
        for (Findings.Earlier each : earlier) {
            String titles =
                    String.join("*, *", each.scenarios().stream().map(Scenario::title).toList());
            page.paragraph(
                            "And this before, on %s at commit %s: *%s*."
                                    .formatted(
                                            DAY.format(each.session().started()),
                                            each.session().machine().getOrDefault("Commit", "?"),
                                            titles))
                    .code(elsewhere(each.session().command()));
        }
    }

    /** Where the files lay is of no use on another machine. */
    private static String elsewhere(String command) {
        return command.replaceAll(" --(results|page|switchboard) \\S+", "");
    }

    /** Without what changes from run to run. */
    private static String forReaders(String command) {
        return "bin/"
                + command.replaceAll(" --pid \\d+", "")
                        .replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:8080");
    }

    private void draw(String name, BarPlot plot) throws IOException {
        Files.writeString(images.resolve(name + ".svg"), Palette.asFile(plot.svg()));
        page.image(plot.title(), IMAGES + "/" + name + ".svg");
    }

    private static String text(String name) throws IOException {
        try (InputStream text = Page.class.getResourceAsStream(name)) {
            return new String(
                    Objects.requireNonNull(text, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
