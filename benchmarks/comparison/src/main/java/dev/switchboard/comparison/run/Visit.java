// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.run;

import dev.switchboard.comparison.result.Measure;
import dev.switchboard.comparison.result.Sample;
import dev.switchboard.comparison.scenario.Scenario;
import dev.switchboard.comparison.scenario.Stage;
import dev.switchboard.comparison.server.Contender;
import dev.switchboard.comparison.server.Probe;
import dev.switchboard.comparison.server.RunningServer;
import dev.switchboard.load.result.Result;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * One stage of one server in one round: a fresh process, warmed up, then its scenarios. A process
 * that dies is replaced; what it died of is a failure of that scenario only. For one thread.
 */
final class Visit implements AutoCloseable {
    /** CPU of others, in percent of a core, from which on a run is made again. */
    private static final double DISTURBED = 8;

    /** Connections that come and go before idle ones are counted. */
    private static final String RAMP = "idle --connections 6000";

    private static final String SECURE_RAMP = "idle --connections 2000 --insecure";

    private final int round;
    private final Contender contender;
    private final Stage stage;
    private final Timing timing;
    private RunningServer server;
    private OptionalDouble heapBefore = OptionalDouble.empty();

    Visit(int round, Contender contender, Stage stage, Timing timing) throws IOException {
        this.round = round;
        this.contender = contender;
        this.stage = stage;
        this.timing = timing;
        this.server = begin();
    }

    Sample run(Scenario scenario) throws IOException {
        if (!server.isAlive()) {
            server.close();
            server = begin();
        }
        Sample first = attempt(scenario, 1);
        boolean isToBeRepeated = first.disturbed() || !first.isWhole();
        if (!isToBeRepeated || !server.isAlive()) {
            return first;
        }
        Sample second = attempt(scenario, 2);
        return second.isWhole() || !first.isWhole() ? second : first;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private RunningServer begin() throws IOException {
        RunningServer begun = RunningServer.start(contender, stage);
        try {
            warmUp(begun);
            if (stage == Stage.CROWD) {
                heapBefore = Probe.liveHeap(begun.pid());
                if (heapBefore.isPresent()) {
                    // Looking has made a JVM give memory back, which a server at work does not do.
                    warmUp(begun);
                }
                visitors(begun, RAMP);
            } else if (stage == Stage.SECURE) {
                visitors(begun, SECURE_RAMP);
            }
            return begun;
        } catch (IOException | RuntimeException failed) {
            begun.close();
            throw failed;
        }
    }

    /** A base is warm when there have been connections on it before. */
    private void visitors(RunningServer begun, String ramp) throws IOException {
        List<String> words = Bench.words(load(ramp, "500ms"), contender, stage, begun);
        Bench.run(words, timing.first());
    }

    private void warmUp(RunningServer begun) throws IOException {
        for (List<String> words : firstLoad()) {
            Bench.run(Bench.words(words, contender, stage, begun), timing.first());
        }
    }

    /** What a server does before anything is measured: in short what comes after. */
    private List<List<String>> firstLoad() {
        String brief = timing.brief().toMillis() + "ms";
        Duration first = contender.isCompiled() ? timing.brief() : timing.first();
        String duration = first.toMillis() + "ms";
        List<List<String>> loads = new ArrayList<>();
        switch (stage) {
            case ROOMS -> {
                loads.add(load("fan-out --connections 300 --window 16", duration));
                if (contender.takesPartIn(Scenario.C_FULL)) {
                    loads.add(
                            load("fan-out --connections 300 --room-size 10 --window 4", duration));
                }
                if (contender.takesPartIn(Scenario.PING)) {
                    loads.add(load("ping-pong --connections 300", duration));
                }
            }
            case GROWTH, PAUSES ->
                    loads.add(load("fan-out --connections 300 --window 16", duration));
            case ECHO -> {
                loads.add(load("echo --connections 300", duration));
                if (contender.takesPartIn(Scenario.F)) {
                    loads.add(load("churn --connections 64", duration));
                }
            }
            case CROWD ->
                    loads.add(load("fan-out --connections 1000 --room-size 10 --rate 1000", brief));
            case SECURE ->
                    // A handshake with TLS costs both sides milliseconds; many come just after.
                    loads.add(
                            load(
                                    "fan-out --connections 300 --room-size 10 --rate 1000 --insecure",
                                    brief));
            case START -> {}
        }
        return loads;
    }

    private static List<String> load(String words, String duration) {
        List<String> all = new ArrayList<>(List.of(words.split(" ", -1)));
        all.addAll(List.of("--warmup", "0s", "--settle", "0s", "--drain", "1s"));
        all.addAll(List.of("--duration", duration));
        return all;
    }

    private Sample attempt(Scenario scenario, int attempts) throws IOException {
        List<String> words = Bench.words(scenario.words(), contender, stage, server);
        if (scenario == Scenario.MANY_ROOMS) {
            for (int room = 0; room < 10; room++) {
                words.addAll(
                        List.of(
                                "--hello",
                                "{\"msg_type\":\"join_room\",\"room\":\"own-%d-" + room + "\"}"));
            }
        }
        if (scenario == Scenario.G) {
            words.addAll(List.of("--confirmed-by", "pong"));
        }
        words.addAll(timing.words(scenario));
        Duration planned = Bench.planned(scenario, timing);
        Crowd.Seen seen =
                switch (scenario) {
                    case E, E_TLS -> Crowd.watch(words, planned, server, heapBefore);
                    case OTHERS_THERE ->
                            Crowd.aside(
                                    Bench.words(Crowd.OTHERS, contender, stage, server),
                                    words,
                                    planned,
                                    server);
                    default -> new Crowd.Seen(Bench.run(words, planned), Map.of());
                };
        return sample(scenario, attempts, words, seen);
    }

    private Sample sample(Scenario scenario, int attempts, List<String> words, Crowd.Seen seen) {
        Result result = seen.outcome().result();
        String failure = seen.outcome().failure();
        if (result != null && result.connections().opened() < result.connections().asked()) {
            failure =
                    "only %d of %d connections were opened"
                            .formatted(result.connections().opened(), result.connections().asked());
        }
        if (!server.isAlive()) {
            failure = "the server died" + (failure.isEmpty() ? "" : "; " + failure);
        }
        boolean isAlone =
                switch (scenario) {
                    // A look at the heap, and a crowd that is there on purpose.
                    case E, OTHERS_THERE -> false;
                    // The kernel tidies up behind ten thousand connections on nobody's account.
                    case G -> false;
                    default -> true;
                };
        boolean isDisturbed =
                result != null && isAlone && result.generator().otherCpuPercent() >= DISTURBED;
        return new Sample(
                round,
                contender.id(),
                scenario.id(),
                seen.figures(),
                attempts,
                isDisturbed,
                failure,
                "switchboard bench " + Words.quoted(words),
                result);
    }

    /** What the start itself tells. */
    static Sample start(int round, Contender contender, Scenario scenario, Timing timing)
            throws IOException {
        int port = RunningServer.freePort();
        java.nio.file.Path folder = java.nio.file.Files.createTempDirectory("comparison");
        ProcessBuilder command = contender.command(Stage.START, port, folder);
        if (scenario == Scenario.START_PLAIN) {
            command.environment().put("SWITCHBOARD_JAVA_OPTS", "-XX:AOTMode=off");
        }
        try (RunningServer server =
                RunningServer.start(command, port, folder, Stage.START, contender)) {
            double start = server.start().toNanos() / 1e3;
            Map<String, Double> figures = new HashMap<>(Map.of(Measure.START.key(), start));
            if (scenario == Scenario.START) {
                Crowd.pause(timing.settling());
                figures.put(Measure.RESIDENT_EMPTY.key(), Probe.resident(server.pid()));
            }
            return new Sample(
                    round,
                    contender.id(),
                    scenario.id(),
                    figures,
                    1,
                    false,
                    "",
                    "bin/switchboard run",
                    null);
        }
    }
}
