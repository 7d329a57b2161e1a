// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.run;

import dev.switchboard.comparison.result.Measure;
import dev.switchboard.comparison.result.ResultFolder;
import dev.switchboard.comparison.result.Sample;
import dev.switchboard.comparison.scenario.Scenario;
import dev.switchboard.comparison.scenario.Stage;
import dev.switchboard.comparison.server.Contender;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Everybody in turn, stage after stage and round after round, each round beginning with another:
 * what changes on the machine over time meets all of them alike, and what is compared ran close
 * together.
 *
 * @param rare scenarios of which competitors do only every second round, to save time
 */
public record Rounds(
        int count,
        List<Contender> contenders,
        Set<Scenario> scenarios,
        Set<Scenario> rare,
        Timing timing,
        ResultFolder folder) {

    public void run() throws IOException {
        if (!contenders.isEmpty()) {
            rehearse(contenders.getFirst());
        }
        for (int round = 1; round <= count; round++) {
            List<Contender> order = new ArrayList<>(contenders);
            Collections.rotate(order, 1 - round);
            for (Stage stage : Stage.values()) {
                for (Contender contender : order) {
                    visit(round, contender, stage);
                }
            }
        }
    }

    private static void rehearse(Contender contender) {
        try {
            Rehearsal.hold(contender);
        } catch (IOException failed) {
            System.out.printf("the generator did not rehearse: %s%n", failed.getMessage());
        }
    }

    private void visit(int round, Contender contender, Stage stage) throws IOException {
        List<Scenario> due =
                scenarios.stream()
                        .sorted()
                        .filter(each -> each.stage() == stage)
                        .filter(each -> stage != Stage.PAUSES && isDue(round, contender, each))
                        .toList();
        if (due.isEmpty()) {
            return;
        }
        Deque<Scenario> left = new ArrayDeque<>(due);
        try {
            if (stage == Stage.START) {
                while (!left.isEmpty()) {
                    keep(Visit.start(round, contender, left.peek(), timing));
                    left.pop();
                }
                return;
            }
            try (Visit visit = new Visit(round, contender, stage, timing)) {
                while (!left.isEmpty()) {
                    keep(visit.run(left.peek()));
                    left.pop();
                }
            }
        } catch (IOException | RuntimeException failed) {
            // One server that cannot be run must not cost the figures of all others.
            for (Scenario scenario : left) {
                keep(failure(round, contender, scenario, failed));
            }
        }
    }

    private boolean isDue(int round, Contender contender, Scenario scenario) {
        return contender.takesPartIn(scenario)
                && (!Contender.isCompetitor(contender.id())
                        || round % 2 == 1
                        || !rare.contains(scenario));
    }

    private void keep(Sample sample) throws IOException {
        folder.add(sample);
        System.out.printf(
                Locale.ROOT,
                "%d/%d  %-18s %-18s %s%n",
                sample.round(),
                count,
                sample.server(),
                sample.scenario(),
                summary(sample));
    }

    private static Sample failure(
            int round, Contender contender, Scenario scenario, Exception why) {
        return new Sample(
                round, contender.id(), scenario.id(), Map.of(), 1, false, why.toString(), "", null);
    }

    private static String summary(Sample sample) {
        if (!sample.isWhole()) {
            return "FAILED: " + sample.failure();
        }
        List<String> words = new ArrayList<>();
        for (Measure measure :
                List.of(
                        Measure.CPU,
                        Measure.P99,
                        Measure.RATE,
                        Measure.LOST,
                        Measure.ALL_BACK,
                        Measure.P99_OF_OTHERS,
                        Measure.RESIDENT_EACH,
                        Measure.LIVE_HEAP_EACH,
                        Measure.START,
                        Measure.RESIDENT_EMPTY)) {
            measure.of(sample)
                    .ifPresent(value -> {
                        if (value != 0) {
                            words.add(measure.title() + " " + measure.unit().format(value));
                        }
                    });
        }
        if (sample.disturbed()) {
            words.add("(disturbed)");
        }
        return String.join(", ", words);
    }
}
