// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.plot;

import java.util.List;

/**
 * Lines over a common axis, on a card of their own.
 *
 * @param remark one sentence below the title, or nothing
 * @param marks what happened when
 */
public record LinePlot(
        String title, String remark, Axis across, Axis up, List<Line> lines, List<Mark> marks) {
    private static final double WIDTH = 560;
    private static final double HEIGHT = 320;
    private static final double EDGE = 18;
    private static final double SMALL = 12;

    public LinePlot {
        lines = List.copyOf(lines);
        marks = List.copyOf(marks);
    }

    /** A moment that matters, as a dashed line with its name. */
    public record Mark(double x, String name) {}

    /** The plot, to be put into a page that has the {@link Palette}. */
    public String svg() {
        Svg svg = new Svg(WIDTH, HEIGHT, title);
        svg.box("card", 0.5, 0.5, WIDTH - 1, HEIGHT - 1, 12);
        svg.words("ink title", EDGE, 32, 16, "start", title);
        svg.words("muted", EDGE, 51, SMALL, "start", remark);
        Frame frame = frame();
        grid(svg, frame);
        for (Mark mark : marks) {
            double x = frame.x(across.scale().place(mark.x()));
            svg.line("dash", x, frame.top() - 8, x, frame.bottom());
            boolean isRoomRight = x + 6 + TextWidth.of(mark.name(), SMALL) < frame.right();
            svg.words(
                    "muted",
                    isRoomRight ? x + 6 : x - 6,
                    frame.top() + 2,
                    SMALL,
                    isRoomRight ? "start" : "end",
                    mark.name());
        }
        for (int i = 0; i < lines.size(); i++) {
            draw(svg, frame, lines.get(i), Palette.SERIES.get(i % Palette.SERIES.size()));
        }
        if (lines.size() > 1) {
            legend(svg);
        }
        return svg.finish();
    }

    /** The rectangle in which the lines are. */
    private record Frame(double left, double top, double right, double bottom) {
        double x(double place) {
            return left + place * (right - left);
        }

        double y(double place) {
            return bottom - place * (bottom - top);
        }
    }

    private Frame frame() {
        double labels =
                up.scale().ticks().stream()
                        .mapToDouble(tick -> TextWidth.of(tick.label(), SMALL))
                        .max()
                        .orElse(0);
        double bottom = HEIGHT - EDGE - (across.name().isEmpty() ? 14 : 32);
        return new Frame(EDGE + labels + 8, lines.size() > 1 ? 88 : 70, WIDTH - EDGE - 12, bottom);
    }

    private void grid(Svg svg, Frame frame) {
        for (Tick tick : up.scale().ticks()) {
            double y = frame.y(tick.at());
            svg.line("grid", frame.left(), y, frame.right(), y);
            svg.words("muted", frame.left() - 8, y + 4, SMALL, "end", tick.label());
        }
        svg.line("axis", frame.left(), frame.bottom(), frame.right(), frame.bottom());
        for (Tick tick : across.scale().ticks()) {
            double x = frame.x(tick.at());
            svg.line("axis", x, frame.bottom(), x, frame.bottom() + 4);
            svg.words("muted", x, frame.bottom() + 18, SMALL, "middle", tick.label());
        }
        if (!across.name().isEmpty()) {
            double middle = (frame.left() + frame.right()) / 2;
            svg.words("muted", middle, HEIGHT - 14, SMALL, "middle", across.name());
        }
    }

    private void draw(Svg svg, Frame frame, Line line, String look) {
        if (line.points().isEmpty()) {
            return;
        }
        StringBuilder path = new StringBuilder();
        for (Point point : line.points()) {
            path.append(path.isEmpty() ? "M" : "L")
                    .append(Svg.number(frame.x(across.scale().place(point.x()))))
                    .append(' ')
                    .append(Svg.number(frame.y(up.scale().place(point.y()))));
        }
        double first = frame.x(across.scale().place(line.points().getFirst().x()));
        double last = frame.x(across.scale().place(line.last().x()));
        svg.open("g").hint(line.name());
        if (line.filled()) {
            String closed =
                    path
                            + "L%s %sL%s %sZ"
                                    .formatted(
                                            Svg.number(last),
                                            Svg.number(frame.bottom()),
                                            Svg.number(first),
                                            Svg.number(frame.bottom()));
            svg.shape("path", "class", "area " + look, "d", closed);
        }
        svg.shape("path", "class", "line " + look, "d", path.toString()).close();
    }

    private void legend(Svg svg) {
        double x = EDGE;
        for (int i = 0; i < lines.size(); i++) {
            String name = lines.get(i).name();
            String look = Palette.SERIES.get(i % Palette.SERIES.size());
            svg.box("fill " + look, x, 65, 14, 4, 2);
            svg.words("ink", x + 20, 71, SMALL, "start", name);
            x += 20 + TextWidth.of(name, SMALL) + 18;
        }
    }
}
