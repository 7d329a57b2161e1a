// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.page;

import static dev.switchboard.comparison.result.Measure.ALL_BACK;
import static dev.switchboard.comparison.result.Measure.CPU;
import static dev.switchboard.comparison.result.Measure.CPU_ROUND_TRIP;
import static dev.switchboard.comparison.result.Measure.CYCLES;
import static dev.switchboard.comparison.result.Measure.HALF_BACK;
import static dev.switchboard.comparison.result.Measure.LIVE_HEAP_EACH;
import static dev.switchboard.comparison.result.Measure.P50;
import static dev.switchboard.comparison.result.Measure.P99;
import static dev.switchboard.comparison.result.Measure.P99_OF_OTHERS;
import static dev.switchboard.comparison.result.Measure.RATE;
import static dev.switchboard.comparison.result.Measure.RESIDENT_EACH;
import static dev.switchboard.comparison.result.Measure.RESIDENT_PEAK;
import static dev.switchboard.comparison.result.Measure.SLOW_GROWTH;
import static dev.switchboard.comparison.server.Contender.LIMIT;
import static dev.switchboard.comparison.server.Contender.LIMIT_COALESCING;

import dev.switchboard.comparison.result.Measure;
import dev.switchboard.comparison.result.Samples;
import dev.switchboard.comparison.scenario.Scenario;
import java.util.List;
import java.util.Optional;

/**
 * What is shown of a scenario.
 *
 * @param columns of the table; the first orders the rows
 * @param panels of the plot
 * @param yardstick what the first column is compared with, of the same round
 */
record Sheet(
        Scenario scenario,
        List<Measure> columns,
        List<Measure> panels,
        Optional<Samples.Of> yardstick) {

    /** The scenarios in which servers are compared with each other. */
    static List<Sheet> all() {
        return List.of(
                sheet(Scenario.A, List.of(CPU, P50, P99), LIMIT),
                sheet(Scenario.B4, List.of(CPU, RATE, P50, P99), LIMIT_COALESCING),
                sheet(Scenario.B32, List.of(CPU, RATE, P50, P99), LIMIT_COALESCING),
                sheet(Scenario.C, List.of(CPU, P50, P99), LIMIT),
                sheet(Scenario.C_FULL, List.of(CPU, RATE, P50, P99), LIMIT_COALESCING),
                sheet(Scenario.C_FULL_32, List.of(CPU, RATE, P50, P99), LIMIT_COALESCING),
                sheet(Scenario.ECHO, List.of(CPU, RATE, P50, P99), LIMIT),
                new Sheet(
                        Scenario.PING,
                        List.of(CPU_ROUND_TRIP, RATE, P50, P99),
                        List.of(CPU_ROUND_TRIP, P99, RATE),
                        Optional.of(new Samples.Of(LIMIT, Scenario.PING, CPU_ROUND_TRIP))),
                new Sheet(
                        Scenario.E,
                        List.of(RESIDENT_EACH, LIVE_HEAP_EACH, RESIDENT_PEAK),
                        List.of(RESIDENT_EACH, RESIDENT_PEAK),
                        Optional.empty()),
                new Sheet(
                        Scenario.F,
                        List.of(CPU, CYCLES, P99),
                        List.of(CPU, CYCLES),
                        Optional.of(new Samples.Of(LIMIT, Scenario.F, CPU))),
                new Sheet(
                        Scenario.G,
                        List.of(ALL_BACK, HALF_BACK, RESIDENT_PEAK),
                        List.of(ALL_BACK, RESIDENT_PEAK),
                        Optional.empty()),
                new Sheet(
                        Scenario.H,
                        List.of(P99_OF_OTHERS, SLOW_GROWTH, RESIDENT_PEAK),
                        List.of(P99_OF_OTHERS, SLOW_GROWTH),
                        Optional.empty()));
    }

    /** What a column is called here. */
    String title(Measure measure) {
        return scenario == Scenario.F && measure == CPU ? "CPU per cycle" : measure.title();
    }

    private static Sheet sheet(Scenario scenario, List<Measure> columns, String yardstick) {
        List<Measure> panels =
                columns.contains(RATE) ? List.of(CPU, P99, RATE) : List.of(CPU, P50, P99);
        return new Sheet(
                scenario,
                columns,
                panels,
                Optional.of(new Samples.Of(yardstick, scenario, columns.getFirst())));
    }
}
