// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.metrics.Meters;
import dev.switchboard.server.time.VirtualTime;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ScrapeTest {

    private final Meters meters = new Meters(new VirtualTime());
    private final Scrape scrape = scrape(Duration.ofMillis(200), Duration.ofSeconds(20));

    private Scrape scrape(Duration gaugePatience, Duration patience) {
        return new Scrape(meters, new Gauges(gaugePatience, new VirtualTime()), patience);
    }

    @Test
    void showsTheMetrics() {
        meters.counter("x_total", "X.").inc(3);
        assertThat(scrape.answer().status()).isEqualTo(200);
        assertThat(scrape.answer().type()).startsWith("text/plain; version=0.0.4");
        assertThat(scrape.answer().body()).endsWith("x_total 3\n");
    }

    @Test
    void aGaugeThatHangsCostsOneThreadAndItselfUntilItAnswers() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        AtomicInteger reads = new AtomicInteger();
        meters.gauge("a", "A.", () -> 1);
        meters.gauge(
                "x",
                "X.",
                () -> {
                    reads.incrementAndGet();
                    try {
                        released.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return 1;
                });
        meters.gauge("z", "Z.", () -> 3);

        assertThat(scrape.answer().status()).isEqualTo(200);
        assertThat(scrape.answer().body())
                .contains("\na 1\n")
                .doesNotContain("\nx ")
                .endsWith("\nz 3\n");
        assertThat(reads).hasValue(1);
        released.countDown();
        while (!scrape.answer().body().contains("\nx 1\n")) {
            Thread.onSpinWait();
        }
    }

    @Test
    void whoWaitsTooLongForAnothersTurnIsToldSo() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        meters.gauge(
                "x",
                "X.",
                () -> {
                    asked.countDown();
                    try {
                        released.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return 1;
                });
        Scrape slow = scrape(Duration.ofSeconds(20), Duration.ofMillis(50));
        FutureTask<Answer> first = new FutureTask<>(slow::answer);
        Thread.ofPlatform().daemon().start(first);
        asked.await();

        assertThat(slow.answer().status()).isEqualTo(503);
        released.countDown();
        assertThat(first.get().body()).contains("\nx 1\n");
        assertThat(slow.answer().status()).isEqualTo(200);
    }

    @Test
    void aGaugeThatThrowsIsNoNumberAndCostsNoOther() {
        meters.gauge(
                "x",
                "X.",
                () -> {
                    throw new NoClassDefFoundError("on purpose");
                });
        meters.gauge("z", "Z.", () -> 3);

        assertThat(scrape.answer().body()).contains("\nx NaN\n").endsWith("\nz 3\n");
    }
}
