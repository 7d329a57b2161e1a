// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DebtTest {

    private final MemoryPublisher publisher = new MemoryPublisher();
    private final Debt debt = publisher.debt();

    @Test
    void whoOwesTooMuchIsHeldOnceUntilHalfOfItIsRepaid() {
        debt.incur(Debt.LIMIT);
        assertThat(publisher.holds()).isZero();

        debt.incur(1);
        debt.incur(Debt.LIMIT);
        assertThat(publisher.holds()).isOne();

        debt.repay(Debt.LIMIT + Debt.LIMIT / 2);
        assertThat(publisher.holds()).isOne();

        debt.repay(1);
        assertThat(publisher.holds()).isZero();
        assertThat(debt.bytes()).isEqualTo(Debt.LIMIT / 2);
    }

    @Test
    void whateverHappensAtOnceNobodyStaysHeldWithoutDebt() throws Exception {
        long step = Debt.LIMIT / 3;
        try (var threads = Executors.newFixedThreadPool(4)) {
            var all =
                    threads.invokeAll(
                            IntStream.range(0, 4)
                                    .mapToObj(_ ->
                                            Executors.callable(() -> {
                                                for (int n = 0; n < 20_000; n++) {
                                                    debt.incur(step);
                                                    debt.repay(step);
                                                }
                                            }))
                                    .toList());
            for (var each : all) {
                each.get();
            }
        }
        assertThat(debt.bytes()).isZero();
        assertThat(publisher.holds()).isZero();
    }
}
