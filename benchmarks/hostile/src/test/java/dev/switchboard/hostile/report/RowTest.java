// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.hostile.attack.Assault;
import dev.switchboard.hostile.attack.AttackersProcess;
import dev.switchboard.hostile.honest.Notes;
import dev.switchboard.hostile.server.Setup;
import dev.switchboard.hostile.server.Watch.Sight;
import dev.switchboard.load.result.Latency;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowTest {
    private static final Bounds BOUNDS = new Bounds(Duration.ofMillis(500), 5, 2);
    private static final Latency QUIET = latency(1_000);
    private static final Notes NOTHING =
            new Notes(QUIET, latency(3_000), null, Map.of(), 0, 0, 0, 0, 0);

    @Test
    void whatNobodyNoticesWasWithstood() {
        assertThat(row(NOTHING).failures(BOUNDS)).isEmpty();
        assertThat(row(NOTHING).ratio()).isEqualTo(3);
    }

    @Test
    void eachThingThatHonestClientsNoticeIsNamed() {
        Notes much = new Notes(QUIET, latency(500_001), null, Map.of("1013", 2L), 7, 3, 4, 6, 1);

        assertThat(row(much).failures(BOUNDS))
                .containsExactly(
                        "honest clients closed: {1013=2}",
                        "7 honest messages lost, 4 gaps told",
                        "6 honest messages refused",
                        "3 honest messages out of order",
                        "1 newcomers not in",
                        "honest p99 above 500 ms and above 5 × the quiet one");
    }

    @Test
    void manyTimesTheQuietOneIsFineIfThatIsMore() {
        Notes slowMachine = notes(200_000, 900_000, null);
        Notes slowSwitch = notes(90_000, 501_000, null);

        assertThat(row(slowMachine).failures(BOUNDS)).isEmpty();
        assertThat(row(slowSwitch).failures(BOUNDS)).hasSize(1);
    }

    @Test
    void whatTheAttackersProcessorTimeExplainsIsFine() {
        assertThat(row(notes(1_000, 9_000, 5_000.0)).failures(BOUNDS)).isEmpty();
        assertThat(row(notes(1_000, 11_000, 5_000.0)).failures(BOUNDS))
                .containsExactly("honest p99 above 2 × the burned one");
    }

    @Test
    void moreHeapThanTheFormulaAllowsIsAFailure() {
        assertThat(row(NOTHING, new Row.Memory(3 << 20, 2 << 20, 0), 0, "", true).failures(BOUNDS))
                .containsExactly("live heap of 3 MiB above the formula, 2 MiB");
    }

    @Test
    void silenceIsAFailure() {
        Notes silence = new Notes(QUIET, null, null, Map.of(), 0, 0, 0, 0, 0);

        assertThat(row(silence).failures(BOUNDS)).containsExactly("nothing honest arrived");
        assertThat(row(silence).ratio()).isNaN();
    }

    @Test
    void innocentReadersCountAsHonest() {
        assertThat(row(NOTHING, 5, "", true).failures(BOUNDS))
                .containsExactly("5 clients closed that did nothing wrong");
    }

    @Test
    void aSwitchThatDoesNotAnswerIsNotWell() {
        assertThat(row(NOTHING, 0, "", false).failures(BOUNDS))
                .containsExactly("/livez does not say that it lives");
    }

    @Test
    void ofADeadSwitchOnlyThatIsTold() {
        assertThat(row(NOTHING, 5, "exit code 3: no word", false).failures(BOUNDS))
                .containsExactly("the switch died, exit code 3: no word");
    }

    private static Notes notes(double quiet, double attacked, @Nullable Double burned) {
        return new Notes(
                latency(quiet),
                latency(attacked),
                burned == null ? null : latency(burned),
                Map.of(),
                0,
                0,
                0,
                0,
                0);
    }

    private static Row row(Notes notes) {
        return row(notes, 0, "", true);
    }

    private static Row row(Notes notes, long harmed, String lastWords, boolean isWell) {
        return row(notes, new Row.Memory(1, 2, 0), harmed, lastWords, isWell);
    }

    private static Row row(
            Notes notes, Row.Memory memory, long harmed, String lastWords, boolean isWell) {
        Assault assault =
                new Assault(
                        "any",
                        "nothing",
                        Setup.heap("256m"),
                        Duration.ZERO,
                        false,
                        ground -> {
                            throw new AssertionError(ground);
                        });
        return new Row(
                "",
                assault,
                notes,
                new Sight(0, 0, 0, 0, 0, Map.of()),
                memory,
                new Row.Spent(0, 0),
                new AttackersProcess.Report(Map.of(), harmed),
                lastWords,
                "",
                isWell);
    }

    private static Latency latency(double p99) {
        return new Latency(1, p99, p99, p99, p99, p99, p99, p99);
    }
}
