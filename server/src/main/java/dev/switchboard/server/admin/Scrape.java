// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.switchboard.server.metrics.Meters;
import dev.switchboard.server.metrics.PrometheusText;
import java.time.Duration;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.http.HttpStatus;

/** Reads the metrics for one who asks after the other. May be used from any thread. */
final class Scrape {

    private final Meters meters;
    private final Duration patience;
    private final PrometheusText.Values gauges;
    private final Lock reading = new ReentrantLock();

    /**
     * @param gauges used under a lock
     * @param patience how long one waits for another's turn, who may have met gauges that hang
     */
    Scrape(Meters meters, PrometheusText.Values gauges, Duration patience) {
        this.meters = meters;
        this.gauges = gauges;
        this.patience = patience;
    }

    Answer answer() {
        try {
            if (!reading.tryLock(patience.toNanos(), NANOSECONDS)) {
                return Answer.text(
                        HttpStatus.SERVICE_UNAVAILABLE_503,
                        "the gauges have not answered for " + patience.toMillis() + " ms");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.text(HttpStatus.SERVICE_UNAVAILABLE_503, "ending");
        }
        try {
            String text = PrometheusText.of(meters, gauges);
            return new Answer(HttpStatus.OK_200, PrometheusText.CONTENT_TYPE, text);
        } finally {
            reading.unlock();
        }
    }
}
