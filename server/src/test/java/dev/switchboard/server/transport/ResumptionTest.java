// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.time.VirtualTime;
import dev.switchboard.support.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumptionTest {

    private final VirtualTime time = new VirtualTime();
    private final AtomicInteger done = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void noMoreThanSoManyAtATimeAndNothingIsForgotten(int most) throws Exception {
        var atWork = new AtomicInteger();
        var mostAtWork = new AtomicInteger();
        try (var threads = Executors.newCachedThreadPool()) {
            var resumption = new Resumption(threads, most, time);
            var releasing = new ArrayList<Thread>();
            for (int thread = 0; thread < 4; thread++) {
                releasing.add(
                        Thread.ofPlatform()
                                .start(() -> {
                                    for (int n = 0; n < 5_000; n++) {
                                        resumption.execute(() -> {
                                            int now = atWork.incrementAndGet();
                                            mostAtWork.accumulateAndGet(now, Math::max);
                                            atWork.decrementAndGet();
                                            done.incrementAndGet();
                                        });
                                    }
                                }));
            }
            for (var thread : releasing) {
                thread.join();
            }
            Await.until(() -> done.get() == 20_000);
        }
        assertThat(mostAtWork.get()).isBetween(1, most);
    }

    @Test
    void whoDoesNotComeBackHoldsUpNobodyForLong() throws Exception {
        var isStuck = new CountDownLatch(1);
        var mayGoOn = new CountDownLatch(1);
        try (var threads = Executors.newCachedThreadPool()) {
            var resumption = new Resumption(threads, 1, time);
            resumption.execute(() -> {
                isStuck.countDown();
                try {
                    mayGoOn.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            try {
                isStuck.await();
                resumption.execute(done::incrementAndGet);
                assertThat(done.get()).isZero();

                time.advance(Duration.ofMillis(20));
                Await.until(() -> done.get() == 1);
            } finally {
                mayGoOn.countDown();
            }
        }
    }

    @Test
    void oneThatFailsIsNotTheEndForOthers() throws Exception {
        List<Runnable> given = new ArrayList<>();
        var resumption = new Resumption(given::add, 1, time);
        resumption.execute(() -> {
            throw new IllegalStateException("of this client");
        });
        resumption.execute(done::incrementAndGet);
        for (int n = 0; n < given.size(); n++) {
            given.get(n).run();
        }
        assertThat(done.get()).isOne();
    }
}
