// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.server.metrics.Meters;
import dev.switchboard.server.time.VirtualTime;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ScrapeTest {

    private final Meters meters = new Meters(new VirtualTime());
    private final Scrape scrape = scrape(Thread::new);

    private Scrape scrape(ThreadFactory threads) {
        Gauges gauges = new Gauges(Duration.ofMillis(200), new VirtualTime());
        return new Scrape(meters, gauges, Duration.ofSeconds(2), threads);
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
    void aThreadThatCannotStartCostsOneScrapeAlone() {
        AtomicInteger started = new AtomicInteger();
        Scrape afterAll =
                scrape(task -> {
                    if (started.getAndIncrement() == 0) {
                        throw new OutOfMemoryError("on purpose");
                    }
                    return new Thread(task);
                });

        assertThatThrownBy(afterAll::answer).isInstanceOf(OutOfMemoryError.class);
        assertThat(afterAll.answer().status()).isEqualTo(200);
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
