// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.comparison.Canned;
import dev.switchboard.comparison.result.Findings;
import dev.switchboard.comparison.result.Measure;
import dev.switchboard.comparison.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {
    @TempDir private Path folder;

    @Test
    void tellsTheStoryInFigures() throws IOException {
        String page = page(canned());

        assertThat(page)
                .contains("**0.4 µs of CPU for a delivered message**")
                .contains("tokio-tungstenite needs 4 × that")
                .contains("In none of 0 runs was a message lost");
    }

    @Test
    void comparesWithTheYardstickOfTheSameRound() throws IOException {
        assertThat(page(canned()))
                .contains(
                        "| **Switchboard** | 0.4 µs (0.3 µs–0.5 µs) | – | – | 8 ms (8 ms–8 ms) | 1.5 × (1.5 ×–1.5 ×) | 3 |");
    }

    @Test
    void countsTheRoundsThatWereMade() throws IOException {
        Canned canned = canned().failed(4, "tungstenite", Scenario.B32, "the server died");

        assertThat(page(canned)).contains("4 rounds on");
    }

    @Test
    void leavesOutWhereTheFilesLay() throws IOException {
        assertThat(page(canned()))
                .contains("benchmarks/compare --rounds 3\n")
                .doesNotContain("/somewhere");
    }

    @Test
    void namesWhoIsNotThere() throws IOException {
        assertThat(page(canned().skipped("go", "There is no Go here.")))
                .contains("Not here: **go**. There is no Go here.");
    }

    @Test
    void showsLossesAndFailures() throws IOException {
        Canned canned = canned().failed(4, "tungstenite", Scenario.B32, "the server died");
        canned.add(
                5, "tungstenite", Scenario.B32, Map.of(Measure.CPU, 1.6, Measure.LOST, 31.0), "");

        assertThat(page(canned))
                .contains("lost or wrong")
                .contains("tokio-tungstenite: 1 of 5 runs gave nothing: the server died.")
                .contains("those of tokio-tungstenite; the tables say where");
    }

    @Test
    void drawsPlotsThatAreWellFormed() throws Exception {
        page(canned());

        Path images = folder.resolve("images/benchmarks");
        for (String name : List.of("story.svg", "b32.svg", "e.svg")) {
            assertThat(
                            DocumentBuilderFactory.newInstance()
                                    .newDocumentBuilder()
                                    .parse(images.resolve(name).toFile())
                                    .getElementsByTagName("rect")
                                    .getLength())
                    .isGreaterThan(1);
        }
    }

    @Test
    void givesCommandsThatAReaderCanType() throws IOException {
        assertThat(page(canned()))
                .contains(
                        "bin/switchboard bench fan-out --connections 1000 --window 32 --url ws://127.0.0.1:8080/ws\n")
                .doesNotContain("--pid 4711");
    }

    @Test
    void makesDoWithNothing() throws IOException {
        assertThat(page(new Canned())).contains("# Benchmarks").contains("not measured");
    }

    @Test
    void namesWhatWasMeasuredBefore() throws IOException {
        var before = new Findings.Earlier(canned().session(), List.of(Scenario.F, Scenario.PAUSES));

        assertThat(page(canned(), before))
                .contains("This was measured last:")
                .contains(
                        "And this before, on 1 January 2025 at commit ?:"
                                + " *Churn: connect, one message, close*,"
                                + " *50,000 deliveries a second for minutes*.");
        assertThat(page(canned())).doesNotContain("And this before");
    }

    private String page(Canned canned, Findings.Earlier... earlier) throws IOException {
        Path file = folder.resolve("benchmarks.md");
        Page.write(new Findings(canned.session(), canned.samples(), List.of(earlier)), file);
        return Files.readString(file);
    }

    private static Canned canned() {
        Canned canned =
                new Canned()
                        .server("switchboard", "Switchboard")
                        .server("limit", "limit")
                        .server("limit-coalesce", "limit, coalescing")
                        .server("tungstenite", "tokio-tungstenite");
        double[] machine = {1, 0.75, 1.25};
        for (int round = 1; round <= 3; round++) {
            double slow = machine[round - 1];
            canned.add(
                            round,
                            "switchboard",
                            Scenario.B32,
                            Map.of(Measure.CPU, 0.4 * slow, Measure.P99, 8_000.0),
                            "")
                    .add(
                            round,
                            "limit-coalesce",
                            Scenario.B32,
                            Map.of(Measure.CPU, 0.4 / 1.5 * slow, Measure.P99, 7_000.0),
                            "")
                    .add(
                            round,
                            "tungstenite",
                            Scenario.B32,
                            Map.of(Measure.CPU, 1.6 * slow, Measure.P99, 67_000.0),
                            "")
                    .add(
                            round,
                            "switchboard",
                            Scenario.E,
                            Map.of(Measure.RESIDENT_EACH, 2_048.0),
                            "")
                    .add(
                            round,
                            "tungstenite",
                            Scenario.E,
                            Map.of(Measure.RESIDENT_EACH, 140_000.0),
                            "");
        }
        return canned;
    }
}
