// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.goal;

import static dev.switchboard.comparison.goal.Goal.ratio;
import static dev.switchboard.comparison.server.Contender.LIMIT;
import static dev.switchboard.comparison.server.Contender.LIMIT_COALESCING;
import static dev.switchboard.comparison.server.Contender.SWITCH;

import dev.switchboard.comparison.result.Measure;
import dev.switchboard.comparison.result.Samples;
import dev.switchboard.comparison.result.Spread;
import dev.switchboard.comparison.scenario.Scenario;
import dev.switchboard.comparison.server.Contender;
import dev.switchboard.load.plot.Unit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the switch is meant to reach. CPU is what the server's process spends per delivery. */
public final class Goals {
    private static final String TUNGSTENITE = "tungstenite";
    private static final String CENTRIFUGO = "centrifugo";
    private static final double MEBIBYTE = 1 << 20;

    /** Readers that stop in scenario H, and what may wait for each. */
    private static final int STOPPED = 50;

    private Goals() {}

    public static List<Goal> all() {
        return List.of(
                cpu("A", 1.10, Scenario.A, Scenario.A, LIMIT, "CPU / limit"),
                ratio("A", "p99 / limit", 1.3, p99(SWITCH, Scenario.A), p99(LIMIT, Scenario.A)),
                cpu(
                        "B4",
                        1.2,
                        Scenario.B4,
                        Scenario.B4,
                        LIMIT_COALESCING,
                        "CPU / coalescing limit"),
                cpu(
                        "B32",
                        1.5,
                        Scenario.B32,
                        Scenario.B32,
                        LIMIT_COALESCING,
                        "CPU / coalescing limit"),
                cpu("B32", 1 / 3.0, Scenario.B32, Scenario.B32, TUNGSTENITE, "CPU / tungstenite"),
                cpu("B32", 1 / 5.0, Scenario.B32, Scenario.B32, CENTRIFUGO, "CPU / Centrifugo"),
                p99OfB32("p99 / tungstenite", TUNGSTENITE),
                p99OfB32("p99 / Centrifugo", CENTRIFUGO),
                cpu("C", 1.3, Scenario.C, Scenario.A, SWITCH, "CPU / that of A"),
                bestPeer("CPU at saturation, 4 under way / best peer", Scenario.C_FULL),
                bestPeer("CPU at saturation, 32 under way / best peer", Scenario.C_FULL_32),
                cpu("D", 1.5, Scenario.ECHO, Scenario.ECHO, LIMIT, "CPU of an echo / limit"),
                ratio(
                        "D",
                        "CPU of a ping-pong / limit's echo",
                        3.5,
                        new Samples.Of(SWITCH, Scenario.PING, Measure.CPU_ROUND_TRIP),
                        cpu(LIMIT, Scenario.ECHO)),
                Goal.of(
                        "E",
                        "resident per connection",
                        3_000,
                        SWITCH,
                        Scenario.E,
                        Measure.RESIDENT_EACH),
                Goal.of(
                        "E",
                        "resident per connection, TLS",
                        10_000,
                        SWITCH,
                        Scenario.E_TLS,
                        Measure.RESIDENT_EACH),
                cpu("F", 2.2, Scenario.F, Scenario.F, LIMIT, "CPU per cycle / limit"),
                Goal.of("G", "all back after", 10e6, SWITCH, Scenario.G, Measure.ALL_BACK),
                Goal.of("G", "lost by those who stayed", 0, SWITCH, Scenario.G, Measure.LOST),
                Goal.of(
                        "H",
                        "p99 of the others, slow / quiet",
                        1.2,
                        SWITCH,
                        Scenario.H,
                        Measure.P99_OF_OTHERS),
                Goal.of(
                        "H",
                        "memory growth",
                        STOPPED * MEBIBYTE,
                        SWITCH,
                        Scenario.H,
                        Measure.SLOW_GROWTH),
                growth(
                        "CPU, 10,000 / 100 receivers",
                        1.3,
                        Scenario.MANY_RECEIVERS,
                        Scenario.FEW_RECEIVERS),
                growth("CPU, 10,000 / 10 rooms", 1.3, Scenario.MANY_ROOMS, Scenario.FEW_ROOMS),
                growth(
                        "CPU, 9,000 others / none",
                        1.15,
                        Scenario.OTHERS_THERE,
                        Scenario.FEW_RECEIVERS),
                Goal.of("start", "with AOT cache", 0.5e6, SWITCH, Scenario.START, Measure.START),
                Goal.of("start", "without", 1.5e6, SWITCH, Scenario.START_PLAIN, Measure.START),
                Goal.of(
                        "start",
                        "resident when empty",
                        100e6,
                        SWITCH,
                        Scenario.START,
                        Measure.RESIDENT_EMPTY),
                Goal.of("pauses", "p99.9 / p99", 3, SWITCH, Scenario.PAUSES, Measure.TAIL),
                Goal.of(
                        "pauses",
                        "longest pause",
                        20e3,
                        SWITCH,
                        Scenario.PAUSES,
                        Measure.LONGEST_PAUSE));
    }

    private static Goal cpu(
            String about,
            double limit,
            Scenario ours,
            Scenario theirs,
            String server,
            String what) {
        return ratio(about, what, limit, cpu(SWITCH, ours), cpu(server, theirs));
    }

    private static Goal p99OfB32(String what, String server) {
        return ratio("B32", what, 1 / 3.0, p99(SWITCH, Scenario.B32), p99(server, Scenario.B32));
    }

    private static Goal growth(String what, double limit, Scenario large, Scenario small) {
        return ratio("growth", what, limit, cpu(SWITCH, large), cpu(SWITCH, small));
    }

    private static Goal bestPeer(String what, Scenario scenario) {
        return new Goal(
                "C", what, 1 / 3.0, Unit.RATIO, samples -> againstBestPeer(samples, scenario));
    }

    /** The switch against the competitor that does it with the least CPU. */
    private static Optional<Spread> againstBestPeer(Samples samples, Scenario scenario) {
        Function<String, Optional<Spread>> spread =
                server -> samples.spread(server, scenario, Measure.CPU);
        return samples.all().stream()
                .map(sample -> sample.server())
                .distinct()
                .filter(Contender::isCompetitor)
                .filter(server -> spread.apply(server).isPresent())
                .min(
                        Comparator.comparingDouble(
                                server -> spread.apply(server).orElseThrow().median()))
                .flatMap(best -> samples.ratio(cpu(SWITCH, scenario), cpu(best, scenario)));
    }

    private static Samples.Of cpu(String server, Scenario scenario) {
        return new Samples.Of(server, scenario, Measure.CPU);
    }

    private static Samples.Of p99(String server, Scenario scenario) {
        return new Samples.Of(server, scenario, Measure.P99);
    }
}
