// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class BarPlotTest {

    @Test
    void wordsStayOnTheSheet() throws Exception {
        BarPlot plot =
                plot(
                        row("a name that is rather long for a server", 0.3, 140_000),
                        row("short", 9, 117));

        assertThat(new Drawing(plot.svg()).wordsOutside()).isEmpty();
    }

    @Test
    void barsAreAsLongAsTheirValues() throws Exception {
        List<Element> bars = bars(plot(row("half", 1, 1), row("whole", 2, 2)));

        assertThat(Drawing.attribute(bars.get(0), "width"))
                .isCloseTo(Drawing.attribute(bars.get(1), "width") / 2, within(0.1));
    }

    @Test
    void whatLiesFarApartIsShownByRatio() throws Exception {
        List<Element> bars = bars(plot(row("a", 1, 1), row("b", 10, 1), row("c", 100, 1)));

        double first = Drawing.attribute(bars.get(0), "width");
        double second = Drawing.attribute(bars.get(1), "width");
        double third = Drawing.attribute(bars.get(2), "width");
        assertThat(third - second).isCloseTo(second - first, within(0.2));
    }

    @Test
    void whatWasNotMeasuredHasNoBar() throws Exception {
        BarPlot.Row without =
                new BarPlot.Row("without", "s4", false, List.of(Optional.empty(), cell(1)));

        assertThat(bars(plot(without))).hasSize(1);
    }

    @Test
    void aRowNeedsACellForEachPanel() {
        BarPlot.Row row = new BarPlot.Row("one", "s0", true, List.of(cell(1)));

        assertThatThrownBy(() -> plot(row)).hasMessage("one: a cell for each panel");
    }

    private static List<Element> bars(BarPlot plot) throws Exception {
        return new Drawing(plot.svg())
                .all("rect").stream()
                        .filter(each -> each.getAttribute("class").startsWith("fill"))
                        .toList();
    }

    private static BarPlot plot(BarPlot.Row... rows) {
        return new BarPlot("Cost", "a remark", List.of("CPU per message", "memory"), List.of(rows));
    }

    private static BarPlot.Row row(String name, double first, double second) {
        return new BarPlot.Row(name, "s0", true, List.of(cell(first), cell(second)));
    }

    private static Optional<BarPlot.Cell> cell(double value) {
        return Optional.of(
                new BarPlot.Cell(
                        new Bar(value, value * 0.9, value * 1.0), Unit.TIME.format(value)));
    }
}
