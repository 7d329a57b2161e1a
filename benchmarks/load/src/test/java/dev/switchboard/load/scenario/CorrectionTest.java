// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.load.client.Clock;
import dev.switchboard.load.client.Endpoint;
import dev.switchboard.load.client.Template;
import dev.switchboard.load.client.Worker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A sender that was held up must not make the server look quick. */
class CorrectionTest {
    private static final long GAP = 10 * Clock.MILLISECOND;

    @Test
    void messagesThatWereHeldUpAreTimedFromWhenTheyWereDue() throws IOException {
        Ledger ledger = ledger();
        ledger.isPaced = true;
        long now = Clock.now() + Clock.SECOND;

        // Due at 0, 10, … 990 ms before now; all sent now, all answered a millisecond later.
        for (int i = 0; i < 100; i++) {
            long due = now - i * GAP;
            ledger.record(due, now - due, now + Clock.MILLISECOND);
        }

        assertThat(ledger.corrected.at(50)).isBetween(480_000.0, 510_000.0);
        assertThat(ledger.corrected.at(99)).isBetween(970_000.0, 1_000_000.0);
        assertThat(ledger.uncorrected.at(99)).isBetween(990.0, 1010.0);
    }

    @Test
    void theScheduleGoesOnWhileTheSenderIsHeldUp() {
        List<Long> times = new ArrayList<>();
        List<Long> lags = new ArrayList<>();
        long start = Clock.now() - 20 * GAP;
        Paced paced =
                new Paced(
                        List.of((time, lag) -> {
                            times.add(time);
                            lags.add(lag);
                        }),
                        GAP,
                        start);

        long next = paced.run(Clock.now());

        assertThat(times).hasSizeGreaterThanOrEqualTo(21);
        for (int i = 0; i < times.size(); i++) {
            assertThat(times.get(i)).isEqualTo(start + i * GAP);
        }
        assertThat(lags.getFirst()).isGreaterThanOrEqualTo(20 * GAP);
        assertThat(next).isEqualTo(start + times.size() * GAP);
    }

    @Test
    void whatWasScheduledBeforeTheWindowDoesNotCount() throws IOException {
        Ledger ledger = ledger();
        ledger.phaseStart = Clock.SECOND;

        ledger.record(Clock.SECOND - 1, 0, 2 * Clock.SECOND);

        assertThat(ledger.corrected.isEmpty()).isTrue();
    }

    private static Ledger ledger() throws IOException {
        Endpoint nowhere =
                new Endpoint(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
                        "nowhere",
                        new Template("/"),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of());
        return new Ledger(
                new Worker("idle", nowhere, false), new Opener(1), new Acknowledgements());
    }
}
