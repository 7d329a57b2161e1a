// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.metrics.Meters;
import dev.switchboard.server.time.VirtualTime;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ScrapeTest {

    private final Meters meters = new Meters(new VirtualTime());
    private final Scrape scrape = new Scrape(meters, Duration.ofMillis(500));

    @Test
    void showsTheMetrics() {
        meters.counter("x_total", "X.").inc(3);
        assertThat(scrape.answer().status()).isEqualTo(200);
        assertThat(scrape.answer().type()).startsWith("text/plain; version=0.0.4");
        assertThat(scrape.answer().body()).endsWith("x_total 3\n");
    }

    @Test
    void aGaugeThatHangsCostsOneThreadHoweverOftenItIsAsked() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        AtomicInteger reads = new AtomicInteger();
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
        Thread other = Thread.startVirtualThread(scrape::answer);
        Answer answer = scrape.answer();
        other.join();
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("a gauge has not answered for 500 ms\n");
        assertThat(reads).hasValue(1);
        released.countDown();
        assertThat(scrape.answer().body()).endsWith("x 1\n");
    }
}
