// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LinePlotTest {

    @Test
    void isWellFormedWhateverItIsCalled() throws Exception {
        Drawing drawing = new Drawing(plot("a < b & \"c\" \u0001", line("<it>", 1, 2)).svg());

        assertThat(drawing.all("text").getFirst().getTextContent())
                .isEqualTo("a < b & \"c\" \uFFFD");
    }

    @Test
    void wordsStayOnTheSheet() throws Exception {
        LinePlot plot = plot("Latency over time", line("median", 1, 999_999), line("p99", 5, 6));

        assertThat(new Drawing(plot.svg()).wordsOutside()).isEmpty();
    }

    @Test
    void aPointStandsWhereItsValueIs() throws Exception {
        Drawing drawing = new Drawing(plot("Rising", line("x", 0, 100)).svg());

        String path = drawing.all("path").getLast().getAttribute("d");
        var axis = drawing.all("line").stream().filter(each -> has(each, "axis")).toList();
        assertThat(path)
                .startsWith("M" + axis.getFirst().getAttribute("x1"))
                .contains(" " + axis.getFirst().getAttribute("y1") + "L" + place(axis, "x2"));
    }

    @Test
    void theLineToldApartHasItsNameInTheLegend() throws Exception {
        Drawing drawing = new Drawing(plot("Two", line("one", 1), line("other", 2)).svg());

        assertThat(drawing.all("text").stream().map(org.w3c.dom.Element::getTextContent))
                .contains("one", "other");
    }

    @Test
    void aLineWithoutPointsIsLeftOut() throws Exception {
        assertThat(new Drawing(plot("None", line("none")).svg()).all("path")).isEmpty();
    }

    @Test
    void asAFileItBringsItsLooksAlong() throws Exception {
        String file = Palette.asFile(plot("File", line("x", 1, 2)).svg());

        assertThat(new Drawing(file).all("style").getFirst().getTextContent())
                .contains("prefers-color-scheme:dark");
    }

    private static LinePlot plot(String title, Line... lines) {
        double highest = List.of(lines).stream().mapToDouble(Line::highest).max().orElse(1);
        return new LinePlot(
                title,
                "a remark",
                new Axis("seconds", LinearScale.between(0, 1, Unit.COUNT)),
                new Axis("", LinearScale.upTo(highest, Unit.TIME)),
                List.of(lines),
                List.of(new LinePlot.Mark(0.99, "nearly over")));
    }

    private static Line line(String name, double... values) {
        List<Point> points =
                java.util.stream.IntStream.range(0, values.length)
                        .mapToObj(i -> new Point(i, values[i]))
                        .toList();
        return new Line(name, points, true);
    }

    private static boolean has(org.w3c.dom.Element element, String look) {
        return element.getAttribute("class").equals(look);
    }

    private static String place(List<org.w3c.dom.Element> axis, String side) {
        return axis.getFirst().getAttribute(side);
    }
}
