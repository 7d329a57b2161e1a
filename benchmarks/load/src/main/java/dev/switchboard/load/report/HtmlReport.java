// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.report;

import dev.switchboard.load.plot.LinePlot;
import dev.switchboard.load.plot.Palette;
import dev.switchboard.load.plot.Unit;
import dev.switchboard.load.result.Checks;
import dev.switchboard.load.result.Latency;
import dev.switchboard.load.result.Result;
import dev.switchboard.load.result.Server;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The page of one run.
 *
 * <pre>{@code
 * Files.writeString(file, HtmlReport.of(result, "switchboard bench fan-out --rate 100"));
 * }</pre>
 */
public final class HtmlReport {
    /** CPU spent by others from which on figures are not to be trusted. */
    private static final double DISTURBED = 8;

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private HtmlReport() {}

    /**
     * Writes the page.
     *
     * @param command the command line with which the run can be repeated
     */
    public static String of(Result result, String command) {
        Html page = new Html();
        page.markup("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">")
                .markup("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
                .markup("<meta name=\"color-scheme\" content=\"light dark\">")
                .element("title", "", title(result) + " – Switchboard bench")
                .markup("<style>" + sheet() + Palette.css() + "</style></head><body>");
        header(page, result);
        verdict(page, result.checks());
        warnings(result).forEach(warning -> page.element("p", "warning", warning));
        page.open("div", "headlines");
        for (Headline headline : Headline.of(result)) {
            page.open("div", "headline")
                    .element("span", "name", headline.name())
                    .element("span", "number", headline.number())
                    .element("span", "note", headline.note())
                    .close("div");
        }
        page.close("div").open("div", "plots");
        for (LinePlot plot : Curves.of(result)) {
            page.markup("<figure>" + plot.svg() + "</figure>");
        }
        page.close("div").open("div", "tables");
        tables(page, result);
        return page.close("div")
                .element("h2", "", "Run it again")
                .element("pre", "", command)
                .markup("</body></html>\n")
                .toString();
    }

    private static void header(Html page, Result result) {
        page.open("header", "")
                .element("p", "kicker", "Switchboard bench " + result.version())
                .element("h1", "", title(result))
                .element(
                        "p",
                        "muted",
                        "%s · %d processors, %s · measured for %s"
                                .formatted(
                                        MOMENT.format(result.started()),
                                        result.machine().cpus(),
                                        Unit.BYTES.format((double) result.machine().memoryBytes()),
                                        Unit.SECONDS.format(result.window().seconds())))
                .close("header");
    }

    private static void verdict(Html page, Checks checks) {
        if (checks.expected() == 0) {
            return;
        }
        page.element(
                "p",
                checks.isClean() ? "verdict good" : "verdict bad",
                checks.isClean()
                        ? "✓ Every one of %,d deliveries arrived, once, in order, intact."
                                .formatted(checks.expected())
                        : "✗ Of %,d deliveries %,d were lost, %,d doubled, %,d out of order, %,d damaged, %,d went to others."
                                .formatted(
                                        checks.expected(),
                                        checks.lost(),
                                        checks.duplicated(),
                                        checks.outOfOrder(),
                                        checks.corrupt(),
                                        checks.stray()));
    }

    private static List<String> warnings(Result result) {
        List<String> warnings = new ArrayList<>();
        if (result.interrupted()) {
            warnings.add("This run was ended early.");
        }
        if (result.generator().isTheLimit()) {
            warnings.add(
                    "The generator was busy all the time: the server could have done more than the rates shown.");
        }
        if (result.generator().otherCpuPercent() >= DISTURBED) {
            warnings.add(
                    "Others used %s of a core on this machine meanwhile: the run is disturbed."
                            .formatted(Unit.PERCENT.format(result.generator().otherCpuPercent())));
        }
        warnings.addAll(result.remarks());
        return warnings;
    }

    private static void tables(Html page, Result result) {
        Latency latency = result.latency();
        if (latency != null) {
            page.facts("Latency", Facts.of(latency));
        }
        page.facts("Deliveries", Facts.of(result.checks()));
        Server server = result.server();
        if (server != null) {
            page.facts("Server", Facts.of(server));
        }
        page.facts("Run", Facts.ofRun(result))
                .facts("Options", result.options())
                .facts("Machine", Facts.of(result.machine()));
    }

    private static String title(Result result) {
        String scenario = result.scenario().replace('-', ' ');
        String name =
                scenario.isEmpty()
                        ? "A run"
                        : Character.toUpperCase(scenario.charAt(0)) + scenario.substring(1);
        return result.label().isEmpty() ? name : name + ": " + result.label();
    }

    private static String sheet() {
        try (InputStream sheet = HtmlReport.class.getResourceAsStream("report.css")) {
            return new String(
                    Objects.requireNonNull(sheet, "report.css").readAllBytes(),
                    StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
