// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.switchboard.server.metrics.Meters;
import dev.switchboard.server.metrics.PrometheusText;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/**
 * Reads the metrics, once for all who ask at the same time, on a thread that no plugin can keep
 * from running. May be used from any thread.
 */
final class Scrape {

    private final Meters meters;
    private final Duration patience;
    private final PrometheusText.Values gauges;
    private final ThreadFactory threads;
    private final Lock starting = new ReentrantLock();

    /** Guarded by the lock. */
    private @Nullable FutureTask<String> running;

    Scrape(Meters meters, PrometheusText.Values gauges, Duration patience, ThreadFactory threads) {
        this.meters = meters;
        this.gauges = gauges;
        this.patience = patience;
        this.threads = threads;
    }

    Answer answer() {
        try {
            return new Answer(
                    HttpStatus.OK_200,
                    PrometheusText.CONTENT_TYPE,
                    running().get(patience.toNanos(), NANOSECONDS));
        } catch (TimeoutException e) {
            return Answer.text(
                    HttpStatus.SERVICE_UNAVAILABLE_503,
                    "the gauges have not answered for " + patience.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw new IllegalStateException("the metrics cannot be read", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.text(HttpStatus.SERVICE_UNAVAILABLE_503, "ending");
        }
    }

    private FutureTask<String> running() {
        starting.lock();
        try {
            FutureTask<String> task = running;
            if (task == null || task.isDone()) {
                task = new FutureTask<>(() -> PrometheusText.of(meters, gauges));
                threads.newThread(task).start();
                running = task;
            }
            return task;
        } finally {
            starting.unlock();
        }
    }
}
