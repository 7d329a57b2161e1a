// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.plot;

import java.util.List;
import java.util.Optional;

/**
 * Rows that are compared in one or more panels side by side, each with an axis of its own. A thin
 * line over a bar shows from where to where its repetitions lay.
 */
public record BarPlot(String title, String remark, List<String> panels, List<Row> rows) {
    private static final double WIDTH = 960;
    private static final double EDGE = 24;
    private static final double GAP = 26;
    private static final double TOP = 104;
    private static final double ROW = 30;
    private static final double SMALL = 13;

    /**
     * One thing that is compared.
     *
     * @param look of {@link Palette#SERIES}; the last is for the many that are background
     * @param cells one for each panel; none where it was not measured
     */
    public record Row(String name, String look, boolean strong, List<Optional<Cell>> cells) {
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /** A bar and the words at its end. */
    public record Cell(Bar bar, String words) {}

    public BarPlot {
        panels = List.copyOf(panels);
        rows = List.copyOf(rows);
        for (Row row : rows) {
            if (row.cells().size() != panels.size()) {
                throw new IllegalArgumentException(row.name() + ": a cell for each panel");
            }
        }
    }

    public String svg() {
        double height = TOP + rows.size() * ROW + EDGE - 6;
        Svg svg = new Svg(WIDTH, height, title);
        svg.box("card", 0.5, 0.5, WIDTH - 1, height - 1, 14);
        svg.words("ink title", EDGE, 38, 20, "start", title);
        svg.words("muted", EDGE, 61, SMALL, "start", remark);
        double names =
                rows.stream().mapToDouble(row -> TextWidth.ofBold(row.name(), 14)).max().orElse(0);
        double left = EDGE + names + 14;
        double each = (WIDTH - EDGE - left - GAP * (panels.size() - 1)) / panels.size();
        for (int row = 0; row < rows.size(); row++) {
            String look = rows.get(row).strong() ? "ink strong" : "ink";
            double y = TOP + row * ROW + ROW / 2 + 5;
            svg.words(look, EDGE + names, y, 14, "end", rows.get(row).name());
        }
        for (int panel = 0; panel < panels.size(); panel++) {
            draw(svg, panel, left + panel * (each + GAP), each);
        }
        return svg.finish();
    }

    private void draw(Svg svg, int panel, double left, double width) {
        svg.words("muted strong", left, TOP - 14, SMALL, "start", panels.get(panel));
        double words = 0;
        double highest = 0;
        double lowest = Double.MAX_VALUE;
        for (Row row : rows) {
            if (row.cells().get(panel).isPresent()) {
                Cell cell = row.cells().get(panel).get();
                words = Math.max(words, TextWidth.ofBold(cell.words(), SMALL));
                highest = Math.max(highest, cell.bar().highest());
                if (cell.bar().lowest() > 0) {
                    lowest = Math.min(lowest, cell.bar().lowest());
                }
            }
        }
        if (highest <= 0) {
            return;
        }
        Scale scale = scale(Math.min(lowest, highest), highest);
        double longest = width - words - 10;
        svg.line("axis", left, TOP - 2, left, TOP + rows.size() * ROW + 2);
        for (int row = 0; row < rows.size(); row++) {
            Row drawn = rows.get(row);
            double y = TOP + row * ROW;
            drawn.cells()
                    .get(panel)
                    .ifPresentOrElse(
                            cell -> draw(svg, drawn, cell, scale, left, y, longest),
                            () -> svg.words("muted", left + 8, y + 20, SMALL, "start", "–"));
        }
    }

    private static void draw(
            Svg svg, Row row, Cell cell, Scale scale, double left, double y, double longest) {
        Bar bar = cell.bar();
        double length = Math.max(2, scale.place(bar.value()) * longest);
        double from = scale.place(bar.lowest()) * longest;
        double to = scale.place(bar.highest()) * longest;
        svg.open("g").hint(row.name() + ": " + cell.words());
        svg.box("fill " + row.look(), left, y + 6, length, ROW - 12, 3);
        if (to - from > 1) {
            svg.line("spread", left + from, y + ROW / 2, left + to, y + ROW / 2);
            svg.line("spread", left + from, y + 11, left + from, y + ROW - 11);
            svg.line("spread", left + to, y + 11, left + to, y + ROW - 11);
        }
        String look = row.strong() ? "ink strong" : "ink";
        svg.words(look, left + Math.max(length, to) + 8, y + 20, SMALL, "start", cell.words());
        svg.close();
    }

    /** Ratios where the values lie far apart, differences where not. */
    private static Scale scale(double lowest, double highest) {
        return isLogarithmic(lowest, highest)
                ? LogScale.around(lowest, highest, Unit.COUNT)
                : new LinearScale(0, highest, highest, Unit.COUNT);
    }

    private static boolean isLogarithmic(double lowest, double highest) {
        return highest / lowest > 12;
    }
}
