// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class WatchdogTest {

    private final Queue<Runnable> visits = new ArrayDeque<>();
    private final Loop well = new Loop("well", Thread::currentThread, Runnable::run);
    private final Loop stuck = new Loop("lane-7", Thread::currentThread, visits::add);
    private final Watchdog watchdog = new Watchdog(Duration.ofSeconds(10));

    WatchdogTest() {
        watchdog.watch(List.of(well, stuck));
    }

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            watchdog.look();
        }
    }

    @Test
    void whoDoesNotComeRoundIsNamedAfterTheLimitAndNotBefore() {
        look(10);
        assertThat(watchdog.complaint()).isEmpty();

        look(1);

        assertThat(watchdog.complaint()).contains("lane-7 has not come round for 10 s");
        assertThat(watchdog.count()).isEqualTo(1);
    }

    @Test
    void whoIsStuckIsVisitedOnce() {
        look(30);

        assertThat(visits).hasSize(1);
    }

    @Test
    void whoComesRoundAgainIsForgiven() {
        look(30);

        visits.remove().run();
        look(1);

        assertThat(watchdog.complaint()).isEmpty();
        look(9);
        assertThat(watchdog.complaint()).isEmpty();
    }
}
