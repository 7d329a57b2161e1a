// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.soak;

import dev.switchboard.comparison.page.Markdown;
import dev.switchboard.hostile.attack.Mixture;
import dev.switchboard.hostile.honest.Notes;
import dev.switchboard.load.plot.Axis;
import dev.switchboard.load.plot.Line;
import dev.switchboard.load.plot.LinePlot;
import dev.switchboard.load.plot.LinearScale;
import dev.switchboard.load.plot.Palette;
import dev.switchboard.load.plot.Point;
import dev.switchboard.load.plot.Unit;
import dev.switchboard.load.result.Latency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A soak, for people.
 *
 * @param wanted how long it was to be
 * @param elapsed how long it was until now
 * @param defence how many the switch closed or refused, by code or reason
 * @param attackersCpu seconds of processor time
 * @param switchCpu seconds of processor time
 */
public record SoakReport(
        Duration wanted,
        Duration elapsed,
        List<Sample> samples,
        Notes notes,
        Map<String, Long> gains,
        Map<String, Long> defence,
        double attackersCpu,
        double switchCpu,
        Verdict verdict) {
    /** A page shows so many samples at most; the plot has them all. */
    private static final int ROWS = 60;

    private static final double MINUTE = 60;

    private static final List<String> HEAD =
            List.of(
                    "time",
                    "live heap",
                    "resident",
                    "descriptors",
                    "threads",
                    "connections",
                    "log");

    public boolean hasFailed() {
        return !verdict.failures().isEmpty();
    }

    /** The last sample and what is to be said so far, for the terminal. */
    public String line() {
        return "%s | %s"
                .formatted(
                        samples.isEmpty() ? "" : String.join(" | ", cells(samples.getLast())),
                        result());
    }

    public static String head() {
        return String.join(" | ", HEAD) + " | result so far";
    }

    /**
     * The page.
     *
     * @param command with which it can be made again
     * @param image where the {@link #plot} is, seen from the page
     * @param machine on which it ran
     */
    public String page(String command, String image, Map<String, String> machine) {
        Markdown page = new Markdown();
        page.heading(1, "Hours under attack");
        page.paragraph(
                "<!-- Written by benchmarks/hostile/hostile --soak; changes made by hand are lost. -->");
        page.paragraph(
                """
                One switch from the tarball with its default configuration and `%s`, on the loopback of one machine. %s For the
                whole time others attack it, from a process of its own at the lowest priority, a little of everything.
                """
                        .formatted(Mixture.ASSAULT.setup(), Soak.size()));
        page.code(command);
        page.paragraph("**%s** after %s.".formatted(result(), time(elapsed)));
        if (elapsed.compareTo(wanted) < 0) {
            page.paragraph("It was to be %s, and was ended early.".formatted(time(wanted)));
        }
        page.image("Live heap and resident memory over time", image);
        page.heading(2, "What may not grow");
        page.paragraph(
                """
                A straight line through the samples after the first tenth of the time, and after two and a half minutes at least,
                by least squares. Something grows if the line rises by a tenth of the mean or more over that time, and its
                slope is two standard errors or more.
                """);
        page.table(
                List.of("", "mean", "growth of the line", "slope in standard errors", ""),
                verdict.trends().entrySet().stream().map(SoakReport::trend).toList());
        page.heading(2, "What honest clients noticed");
        page.table(
                List.of("", "p50", "p99", "99.9 %", "longest"),
                List.of(
                        latency("before the attack", notes.quiet()),
                        latency("during it", notes.attacked())));
        page.paragraph(
                "Closed %d, lost %d, refused %d, out of order %d, gaps told %d, newcomers not in %d. A collection of the whole heap precedes each sample; those who wait for it are in the figures."
                        .formatted(
                                notes.closed(),
                                notes.lost(),
                                notes.refused(),
                                notes.disordered(),
                                notes.gaps(),
                                notes.notIn()));
        page.heading(2, "What was done to the switch");
        page.list(List.of("attack", "what it does", "when"), Mixture.description());
        page.list(List.of("what attackers did", "count"), counts(gains));
        page.list(List.of("what the switch closed or refused", "count"), counts(defence));
        page.paragraph(
                "The attackers used %.2f of a processor, the switch %.2f."
                        .formatted(share(attackersCpu), share(switchCpu)));
        page.heading(2, "Samples");
        page.paragraph(
                """
                *Live heap* is what a full collection (`jcmd GC.run`) has left, as `switchboard_jvm_pool_live_bytes` tells;
                *resident* and *threads* are from `/proc`; *descriptors* and *connections* are the metrics of the switch.
                """);
        page.table(HEAD, some().stream().map(SoakReport::cells).toList());
        page.heading(2, "The machine");
        page.list(
                List.of("", ""),
                machine.entrySet().stream()
                        .map(fact -> List.of(fact.getKey(), fact.getValue()))
                        .toList());
        return page.toString();
    }

    /** An SVG file. */
    public String plot() {
        double most = samples.stream().mapToDouble(Sample::resident).max().orElse(1);
        LinePlot plot =
                new LinePlot(
                        "Memory of the switch",
                        "",
                        new Axis(
                                "minutes",
                                LinearScale.between(
                                        0, elapsed.toMillis() / 1e3 / MINUTE, Unit.COUNT)),
                        new Axis("", LinearScale.upTo(most, Unit.BYTES)),
                        List.of(
                                curve("live heap", Sample::live),
                                curve("resident", Sample::resident)),
                        List.of());
        return Palette.asFile(plot.svg());
    }

    private Line curve(String name, ToDoubleFunction<Sample> figure) {
        return new Line(
                name,
                samples.stream()
                        .map(sample ->
                                new Point(sample.seconds() / MINUTE, figure.applyAsDouble(sample)))
                        .toList(),
                false);
    }

    private String result() {
        if (hasFailed()) {
            return "FAILED: " + String.join("; ", verdict.failures());
        }
        return verdict.trends().isEmpty() ? "too short to judge growth" : "withstood";
    }

    private static List<String> cells(Sample sample) {
        return List.of(
                time(Duration.ofSeconds(Math.round(sample.seconds()))),
                bytes(sample.live()),
                bytes(sample.resident()),
                String.valueOf(sample.files()),
                String.valueOf(sample.threads()),
                String.valueOf(sample.connections()),
                bytes(sample.log()));
    }

    private List<Sample> some() {
        int step = Math.ceilDiv(Math.max(1, samples.size()), ROWS);
        List<Sample> some = new ArrayList<>();
        for (int i = step - 1; i < samples.size(); i += step) {
            some.add(samples.get(i));
        }
        return some;
    }

    private static List<String> trend(Map.Entry<String, Trend> named) {
        Trend trend = named.getValue();
        boolean isMemory = trend.mean() > 1 << 20;
        return List.of(
                named.getKey(),
                isMemory ? bytes(trend.mean()) : "%.1f".formatted(trend.mean()),
                "%+.1f %%".formatted(100 * trend.growth() / trend.mean()),
                trend.error() == 0 ? "–" : "%.1f".formatted(trend.slope() / trend.error()),
                trend.isGrowing() ? "grows" : "flat");
    }

    private static List<String> latency(String name, @Nullable Latency latency) {
        return latency == null
                ? List.of(name, "–", "–", "–", "–")
                : List.of(
                        name,
                        Unit.TIME.format(latency.p50()),
                        Unit.TIME.format(latency.p99()),
                        Unit.TIME.format(latency.p999()),
                        Unit.TIME.format(latency.max()));
    }

    private static List<List<String>> counts(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(count -> List.of(count.getKey(), "%,d".formatted(count.getValue())))
                .toList();
    }

    private double share(double cpu) {
        return cpu / Math.max(1, elapsed.toSeconds());
    }

    private static String bytes(long count) {
        return bytes((double) count);
    }

    private static String bytes(double count) {
        return Unit.BYTES.format(count);
    }

    private static String time(Duration time) {
        return "%d:%02d:%02d".formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart());
    }
}
