// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.report;

import dev.switchboard.load.plot.Axis;
import dev.switchboard.load.plot.Line;
import dev.switchboard.load.plot.LinePlot;
import dev.switchboard.load.plot.LinearScale;
import dev.switchboard.load.plot.LogScale;
import dev.switchboard.load.plot.PercentileScale;
import dev.switchboard.load.plot.Point;
import dev.switchboard.load.plot.Scale;
import dev.switchboard.load.plot.Unit;
import dev.switchboard.load.result.Latency;
import dev.switchboard.load.result.Moment;
import dev.switchboard.load.result.Result;
import dev.switchboard.load.result.Storm;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The plots of one run: those for which it has the figures. */
final class Curves {
    private static final String TIME = "seconds; the measured window begins at 0";

    private final Result result;
    private final List<LinePlot> plots = new ArrayList<>();

    private Curves(Result result) {
        this.result = result;
    }

    static List<LinePlot> of(Result result) {
        Curves curves = new Curves(result);
        curves.percentiles();
        Storm storm = result.storm();
        if (storm != null && storm.curve().size() > 1) {
            curves.storm(storm);
        }
        curves.overTime(
                "Messages delivered",
                "per second",
                Unit.COUNT,
                line("delivered", true, Moment::messagesPerSecond, result));
        curves.latencyOverTime();
        curves.overTime(
                "Server memory",
                "resident",
                Unit.BYTES,
                line("resident", true, Curves::resident, result));
        curves.overTime(
                "Server CPU",
                "percent of one core, all threads together",
                Unit.PERCENT,
                line("CPU", true, Moment::serverCpuPercent, result));
        return List.copyOf(curves.plots);
    }

    private void percentiles() {
        Latency latency = result.latency();
        if (latency == null || latency.count() == 0 || result.latencyDistribution().size() < 2) {
            return;
        }
        PercentileScale across = PercentileScale.forCount(latency.count());
        List<Line> lines = new ArrayList<>();
        lines.add(
                new Line(
                        "latency",
                        result.latencyDistribution().stream()
                                .filter(each -> each.percentile() <= across.last())
                                .map(each -> new Point(each.percentile(), each.microseconds()))
                                .toList(),
                        false));
        Latency uncorrected = result.latencyUncorrected();
        if (uncorrected != null && uncorrected.count() > 0) {
            lines.set(0, new Line("from the scheduled moment", lines.getFirst().points(), false));
            lines.add(new Line("from the moment of sending", marks(uncorrected, across), false));
        }
        double highest = lines.stream().mapToDouble(Line::highest).max().orElse(1);
        plots.add(
                new LinePlot(
                        "Latency by percentile",
                        "how long the slowest take; each nine has the same width",
                        new Axis("percentile", across),
                        new Axis("", LinearScale.upTo(highest, Unit.TIME)),
                        lines,
                        List.of()));
    }

    private static List<Point> marks(Latency latency, PercentileScale across) {
        return List.of(
                        new Point(50, latency.p50()),
                        new Point(90, latency.p90()),
                        new Point(99, latency.p99()),
                        new Point(99.9, latency.p999()),
                        new Point(99.99, latency.p9999()))
                .stream()
                .filter(point -> point.x() <= across.last())
                .toList();
    }

    private void storm(Storm storm) {
        List<Point> points =
                storm.curve().stream()
                        .map(back -> new Point(back.second(), back.connections()))
                        .toList();
        plots.add(
                new LinePlot(
                        "Back in their rooms",
                        "connections, from the moment in which all were cut",
                        new Axis(
                                "seconds",
                                LinearScale.between(0, points.getLast().x(), Unit.COUNT)),
                        new Axis("", LinearScale.upTo((double) storm.cut(), Unit.COUNT)),
                        List.of(new Line("back", points, true)),
                        List.of()));
    }

    private void latencyOverTime() {
        Line p99 = line("p99", false, Moment::p99, result);
        Line median = line("median", false, Moment::p50, result);
        if (p99.points().size() < 2) {
            return;
        }
        double lowest = Math.max(1, median.lowest());
        boolean isWide = p99.highest() > 50 * lowest;
        Scale up =
                isWide
                        ? LogScale.around(lowest, p99.highest(), Unit.TIME)
                        : LinearScale.upTo(p99.highest(), Unit.TIME);
        plots.add(plot("Latency over time", "of what arrived in each slice", up, median, p99));
    }

    private void overTime(String title, String remark, Unit unit, Line line) {
        if (line.points().size() > 1 && line.highest() > 0) {
            plots.add(plot(title, remark, LinearScale.upTo(line.highest(), unit), line));
        }
    }

    private LinePlot plot(String title, String remark, Scale up, Line... lines) {
        List<Moment> moments = result.timeline();
        double first = moments.getFirst().second();
        double last = moments.getLast().second();
        return new LinePlot(
                title,
                remark,
                new Axis(TIME, LinearScale.between(first, last, Unit.COUNT)),
                new Axis("", up),
                List.of(lines),
                first < 0 && last > 0 ? List.of(new LinePlot.Mark(0, "measured")) : List.of());
    }

    private static Line line(
            String name, boolean filled, Function<Moment, @Nullable Double> value, Result result) {
        List<Point> points =
                result.timeline().stream()
                        .map(moment -> point(moment, value.apply(moment)))
                        .filter(Objects::nonNull)
                        .toList();
        return new Line(name, points, filled);
    }

    private static @Nullable Point point(Moment moment, @Nullable Double value) {
        return value == null ? null : new Point(moment.second(), value);
    }

    private static @Nullable Double resident(Moment moment) {
        Long bytes = moment.serverResidentBytes();
        return bytes == null ? null : (Double) bytes.doubleValue();
    }
}
