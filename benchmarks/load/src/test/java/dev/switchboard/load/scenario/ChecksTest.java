// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.load.option.Options;
import dev.switchboard.load.result.Checks;
import dev.switchboard.load.result.Result;
import dev.switchboard.load.server.Target;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults are planted; exactly those must be found. */
class ChecksTest {
    private static final List<String> TWO_ROOMS =
            List.of("fan-out", "--connections", "8", "--rooms", "2", "--rate", "400");

    @Test
    void aFlawlessServerIsFoundFlawless() throws IOException {
        Result result = run(_ -> Fault.NONE, TWO_ROOMS);

        assertThat(result.checks().isClean()).isTrue();
        assertThat(result.checks().delivered()).isEqualTo(result.checks().expected());
        assertThat(result.checks().expected()).isEqualTo(3 * result.checks().sent());
        assertThat(result.checks().sent()).isGreaterThan(100);
        assertThat(result.remarks()).noneMatch(remark -> remark.contains("checks"));
    }

    @Test
    void countsWhatIsLost() throws IOException {
        Checks checks = run(at(Fault.DROP, 20, 33, 57), TWO_ROOMS).checks();

        assertThat(checks.lost()).isEqualTo(3);
        assertThat(checks.delivered()).isEqualTo(checks.expected() - 3);
        assertOthersClean(checks, 3, 0, 0, 0, 0);
    }

    @Test
    void countsWhatIsRepeated() throws IOException {
        assertOthersClean(run(at(Fault.REPEAT, 20, 33), TWO_ROOMS).checks(), 0, 2, 0, 0, 0);
    }

    @Test
    void countsWhatIsOvertaken() throws IOException {
        assertOthersClean(run(at(Fault.OVERTAKEN, 20, 33, 90), TWO_ROOMS).checks(), 0, 0, 3, 0, 0);
    }

    @Test
    void countsDamageInTheFiller() throws IOException {
        assertOthersClean(run(at(Fault.DAMAGE_FILLER, 20, 33), TWO_ROOMS).checks(), 0, 0, 0, 2, 0);
    }

    @Test
    void countsDamageInTheMarker() throws IOException {
        assertOthersClean(run(at(Fault.DAMAGE_MARKER, 20), TWO_ROOMS).checks(), 0, 0, 0, 1, 0);
    }

    @Test
    void countsWhatGoesAstray() throws IOException {
        Checks checks = run(at(Fault.ASTRAY, 20, 33, 34, 35), TWO_ROOMS).checks();

        assertOthersClean(checks, 0, 0, 0, 0, 4);
    }

    @Test
    void countsAllKindsAtOnce() throws IOException {
        LongFunction<Fault> faults =
                number ->
                        number < 20 || number > 60
                                ? Fault.NONE
                                : switch ((int) (number % 10)) {
                                    case 0 -> Fault.DROP;
                                    case 2 -> Fault.REPEAT;
                                    case 4 -> Fault.DAMAGE_FILLER;
                                    case 6 -> Fault.ASTRAY;
                                    default -> Fault.NONE;
                                };

        assertOthersClean(run(faults, TWO_ROOMS).checks(), 5, 4, 0, 4, 4);
    }

    @Test
    void joinsFragmentsAndAnswersPingsBetweenThem() throws IOException {
        try (FaultyServer server = FaultyServer.with(_ -> Fault.FRAGMENT)) {
            Result result = run(server, TWO_ROOMS);

            assertThat(result.checks().isClean()).isTrue();
            assertThat(result.checks().delivered()).isGreaterThan(100);
            assertThat(server.pongs()).isGreaterThan(result.checks().delivered());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void goesOnInAClosedLoopWhenSomethingIsLost(String threads) throws IOException {
        List<String> words =
                List.of(
                        "fan-out",
                        "--connections",
                        "6",
                        "--rooms",
                        "2",
                        "--window",
                        "2",
                        "--threads",
                        threads);

        Checks checks = run(at(Fault.DROP, 20, 33), words).checks();

        assertThat(checks.sent()).isGreaterThan(100);
        assertOthersClean(checks, 2, 0, 0, 0, 0);
    }

    @Test
    void checksAnEchoToo() throws IOException {
        List<String> words = List.of("echo", "--connections", "4", "--rate", "200", "--raw");

        assertOthersClean(run(at(Fault.DROP, 20), words).checks(), 1, 0, 0, 0, 0);
        assertOthersClean(run(at(Fault.REPEAT, 20, 40), words).checks(), 0, 2, 0, 0, 0);
    }

    @Test
    void checksBothWaysOfAPingPong() throws IOException {
        List<String> words = List.of("ping-pong", "--connections", "4", "--rate", "200");
        Checks checks = run(_ -> Fault.NONE, words).checks();

        assertThat(checks.isClean()).isTrue();
        assertThat(checks.delivered()).isEqualTo(checks.sent()).isGreaterThan(50);
    }

    @Test
    void tellsWhoWasClosed() throws IOException {
        Result result = run(at(Fault.CLOSE, 40), TWO_ROOMS);

        assertThat(result.closes()).containsExactly(entry("1013", 1L));
        assertThat(result.remarks()).anyMatch(remark -> remark.contains("1013"));
    }

    @Test
    void tellsWhoWasRefused() throws IOException {
        try (FaultyServer server = FaultyServer.answering(number -> number % 4 == 0 ? 429 : 101)) {
            Result result = run(server, TWO_ROOMS);

            assertThat(result.connections().opened()).isEqualTo(6);
            assertThat(result.connections().failed()).isEqualTo(2);
            assertThat(result.connections().refused()).containsExactly(entry("429", 2L));
            assertThat(result.remarks())
                    .anyMatch(remark -> remark.contains("gate.per-address.connections"));
        }
    }

    @Test
    void findsOutThatNobodyListens() throws IOException {
        FaultyServer server = FaultyServer.with(_ -> Fault.NONE);
        server.close();

        Result result = run(server, TWO_ROOMS);

        assertThat(result.connections().refused()).containsKey("unreachable");
        assertThat(result.connections().opened()).isZero();
    }

    @Test
    void countsCyclesThatWentWrong() throws IOException {
        List<String> words = List.of("churn", "--connections", "2", "--raw");
        try (FaultyServer server = FaultyServer.answering(number -> number % 5 == 0 ? 503 : 101)) {
            Result result = run(server, words);

            assertThat(result.churn().cycles()).isPositive();
            assertThat(result.churn().errors())
                    .isPositive()
                    .isEqualTo(result.connections().refused().get("503"));
            assertThat(result.checks().isClean()).isTrue();
        }
    }

    @Test
    void everyoneIsBackAfterAStorm() throws IOException {
        List<String> words =
                List.of(
                        "storm",
                        "--duration",
                        "20s",
                        "--connections",
                        "20",
                        "--stay",
                        "5",
                        "--rate",
                        "200",
                        "--hello",
                        "{\"msg_type\":\"join_room\",\"room\":\"r%g\"}",
                        "--message",
                        "{\"msg_type\":\"room_message\",\"room\":\"r%g\",\"content\":\"%p\"}");
        // Of those who come back, every third is sent away at first.
        try (FaultyServer server =
                FaultyServer.answering(number -> number > 20 && number % 3 == 0 ? 429 : 101)) {
            Result result = run(server, words);

            assertThat(result.storm().cut()).isEqualTo(15);
            assertThat(result.storm().back()).isEqualTo(15);
            assertThat(result.storm().refused()).containsKey("429");
            assertThat(result.storm().attempts())
                    .isEqualTo(15 + result.storm().refused().get("429"));
            assertThat(result.storm().secondsToAllBack())
                    .isGreaterThanOrEqualTo(result.storm().secondsToHalfBack())
                    .isPositive();
            assertThat(result.checks().isClean()).isTrue();
        }
    }

    /** A fault at deliveries with these numbers. */
    private static LongFunction<Fault> at(Fault fault, long... numbers) {
        List<Long> all = new ArrayList<>();
        for (long number : numbers) {
            all.add(number);
        }
        return number -> all.contains(number) ? fault : Fault.NONE;
    }

    private static void assertOthersClean(
            Checks checks, long lost, long repeated, long late, long corrupt, long stray) {
        assertThat(
                        List.of(
                                checks.lost(),
                                checks.duplicated(),
                                checks.outOfOrder(),
                                checks.corrupt(),
                                checks.stray()))
                .containsExactly(lost, repeated, late, corrupt, stray);
        assertThat(checks.delivered()).isEqualTo(checks.expected() - lost - corrupt);
    }

    private static Result run(LongFunction<Fault> faults, List<String> words) throws IOException {
        try (FaultyServer server = FaultyServer.with(faults)) {
            return run(server, words);
        }
    }

    private static Result run(FaultyServer server, List<String> words) throws IOException {
        List<String> all = new ArrayList<>(List.of(words.getFirst(), "--duration", "400ms"));
        all.addAll(words.subList(1, words.size()));
        boolean isEcho = words.contains("--raw");
        String url = "ws://127.0.0.1:%d%s".formatted(server.port(), isEcho ? "/echo" : "/ws");
        all.addAll(List.of("--url", url, "--settle", "100ms"));
        all.addAll(List.of("--warmup", "100ms", "--drain", "2s"));
        Target target = new Target(URI.create(url), OptionalLong.empty(), "a test");
        return new Run(Options.parse(all), target, Progress.SILENT).start("test");
    }
}
