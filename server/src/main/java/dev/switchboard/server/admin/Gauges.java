// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.switchboard.server.log.LogThrottle;
import dev.switchboard.server.metrics.PrometheusText;
import dev.switchboard.server.metrics.Reading;
import dev.switchboard.server.time.Time;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads gauges. A gauge may be a plugin's, and may hang or throw; then only that gauge is missing.
 * One that hangs keeps a thread and is left out until it answers. Used by one thread at a time.
 */
final class Gauges implements PrometheusText.Values {

    private static final Logger LOG = LoggerFactory.getLogger(Gauges.class);
    private static final Duration WARN_EVERY = Duration.ofMinutes(1);

    /** So many gauges may hang; then no more threads are given to them. */
    private static final int MOST_THREADS = 16;

    private final Duration patience;
    private final Time time;
    private final Map<String, Future<Double>> hanging = new HashMap<>();
    private final Map<String, LogThrottle> warnings = new HashMap<>();
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(
                    0,
                    MOST_THREADS,
                    10,
                    SECONDS,
                    new SynchronousQueue<>(),
                    Thread.ofPlatform().daemon().name("switchboard-gauges-", 0).factory());

    /**
     * @param patience what one gauge may take
     */
    Gauges(Duration patience, Time time) {
        this.patience = patience;
        this.time = time;
    }

    @Override
    public OptionalDouble read(String name, Reading reading) {
        var before = hanging.get(name);
        if (before != null && !before.isDone()) {
            return leftOut(name);
        }
        hanging.remove(name);
        try {
            Future<Double> answer = threads.submit(reading::read);
            try {
                return OptionalDouble.of(answer.get(patience.toNanos(), NANOSECONDS));
            } catch (TimeoutException late) {
                hanging.put(name, answer);
                return leftOut(name);
            }
        } catch (RejectedExecutionException tooMany) {
            return leftOut(name);
        } catch (ExecutionException thrown) {
            warn(name, "a gauge throws; it is shown as NaN", thrown.getCause());
            return OptionalDouble.of(Double.NaN);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return OptionalDouble.empty();
        }
    }

    private OptionalDouble leftOut(String name) {
        warn(name, "a gauge does not answer; it is left out", null);
        return OptionalDouble.empty();
    }

    private void warn(String name, String what, @Nullable Throwable cause) {
        warnings.computeIfAbsent(name, _ -> new LogThrottle(WARN_EVERY))
                .log(
                        time.nanos(),
                        _ -> LOG.atWarn().addKeyValue("gauge", name).setCause(cause).log(what));
    }

    void close() {
        threads.shutdownNow();
    }
}
