// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.hostile.attack.Assault;
import dev.switchboard.hostile.honest.Notes;
import dev.switchboard.hostile.server.Watch.Sight;
import dev.switchboard.load.result.Latency;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowTest {
    private static final Duration SLOWEST = Duration.ofMillis(500);
    private static final Latency QUIET = latency(1_000);
    private static final Notes NOTHING = new Notes(QUIET, latency(3_000), Map.of(), 0, 0, 0, 0, 0);

    @Test
    void whatNobodyNoticesWasWithstood() {
        assertThat(row(NOTHING).failures(SLOWEST)).isEmpty();
        assertThat(row(NOTHING).ratio()).isEqualTo(3);
    }

    @Test
    void eachThingThatHonestClientsNoticeIsNamed() {
        Notes much = new Notes(QUIET, latency(500_001), Map.of("1013", 2L), 7, 3, 4, 6, 1);

        assertThat(row(much).failures(SLOWEST))
                .containsExactly(
                        "honest clients closed: {1013=2}",
                        "7 honest messages lost, 4 gaps told",
                        "6 honest messages refused",
                        "3 honest messages out of order",
                        "1 newcomers not in",
                        "honest p99 above 500 ms");
    }

    @Test
    void silenceIsAFailure() {
        Notes silence = new Notes(QUIET, null, Map.of(), 0, 0, 0, 0, 0);

        assertThat(row(silence).failures(SLOWEST)).containsExactly("nothing honest arrived");
        assertThat(row(silence).ratio()).isNaN();
    }

    @Test
    void innocentReadersCountAsHonest() {
        assertThat(row(NOTHING, 5, "", true).failures(SLOWEST))
                .containsExactly("5 slow but steady readers closed");
    }

    @Test
    void aSwitchThatDoesNotAnswerIsNotWell() {
        assertThat(row(NOTHING, 0, "", false).failures(SLOWEST))
                .containsExactly("/livez does not say that it lives");
    }

    @Test
    void ofADeadSwitchOnlyThatIsTold() {
        assertThat(row(NOTHING, 5, "exit code 3: no word", false).failures(SLOWEST))
                .containsExactly("the switch died, exit code 3: no word");
    }

    private static Row row(Notes notes) {
        return row(notes, 0, "", true);
    }

    private static Row row(Notes notes, long harmed, String lastWords, boolean isWell) {
        Assault assault =
                new Assault(
                        "any",
                        "nothing",
                        "",
                        false,
                        ground -> {
                            throw new AssertionError(ground);
                        });
        Sight sight = new Sight(0, 0, 0, Map.of());
        return new Row("", assault, notes, sight, 0, Map.of(), harmed, lastWords, isWell);
    }

    private static Latency latency(double p99) {
        return new Latency(1, p99, p99, p99, p99, p99, p99, p99);
    }
}
