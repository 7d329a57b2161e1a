// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.codahale.metrics.health.HealthCheck;
import com.codahale.metrics.health.HealthCheckRegistry;
import dev.switchboard.server.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs the health checks, all at once, and waits a few seconds for each. A question within a second
 * of the last answer gets that answer again, so asking often costs nothing. May be used from any
 * thread.
 */
final class Health implements AutoCloseable {

    /** Checks that hang take no more threads than these. */
    private static final int MOST_THREADS = 16;

    private static final Duration FRESH = Duration.ofSeconds(1);

    private final HealthCheckRegistry checks;
    private final Time time;
    private final Duration patience;
    private final ExecutorService threads =
            new ThreadPoolExecutor(
                    0,
                    MOST_THREADS,
                    10,
                    SECONDS,
                    new SynchronousQueue<>(),
                    Thread.ofPlatform().daemon().name("switchboard-health-", 0).factory());
    private final Lock running = new ReentrantLock();

    /** The last report and when it was made; guarded by the lock. */
    private @Nullable Report last;

    private long lastNanos;

    Health(HealthCheckRegistry checks, Time time, Duration patience) {
        this.checks = checks;
        this.time = time;
        this.patience = patience;
    }

    /** The results, at most a second old. */
    Report report() {
        running.lock();
        try {
            Report known = last;
            if (known != null && time.nanos() - lastNanos < FRESH.toNanos()) {
                return known;
            }
            Report fresh = run();
            last = fresh;
            lastNanos = time.nanos();
            return fresh;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return none("ending");
        } catch (RejectedExecutionException tooMany) {
            return none("too many checks hang");
        } finally {
            running.unlock();
        }
    }

    private Report run() throws InterruptedException {
        List<String> names = List.copyOf(checks.getNames());
        List<Callable<HealthCheck.Result>> tasks = new ArrayList<>();
        names.forEach(name -> tasks.add(() -> checks.runHealthCheck(name)));
        var ended = threads.invokeAll(tasks, patience.toNanos(), NANOSECONDS);
        SortedMap<String, HealthCheck.Result> results = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            results.put(names.get(i), result(ended.get(i)));
        }
        return new Report(results);
    }

    private HealthCheck.Result result(Future<HealthCheck.Result> ended) {
        return switch (ended.state()) {
            case SUCCESS -> ended.resultNow();
            case FAILED -> HealthCheck.Result.unhealthy(ended.exceptionNow());
            case CANCELLED, RUNNING ->
                    unanswered("no answer within " + patience.toMillis() + " ms");
        };
    }

    private static Report none(String why) {
        return new Report(new TreeMap<>(Map.of("admin", unanswered(why))));
    }

    private static HealthCheck.Result unanswered(String why) {
        // Not unhealthy(String): that would take a percent sign for a format.
        return HealthCheck.Result.builder().unhealthy().withMessage(why).build();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** The results of all checks, by name. */
    record Report(SortedMap<String, HealthCheck.Result> results) {

        boolean healthy() {
            return results.values().stream().allMatch(HealthCheck.Result::isHealthy);
        }

        Map<String, Object> asMap() {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("healthy", healthy());
            Map<String, Object> byName = new LinkedHashMap<>();
            results.forEach((name, result) -> byName.put(name, asMap(result)));
            all.put("checks", byName);
            return all;
        }

        private static Map<String, Object> asMap(HealthCheck.Result result) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("healthy", result.isHealthy());
            if (result.getMessage() != null) {
                map.put("message", result.getMessage());
            }
            map.put("milliseconds", result.getDuration());
            if (result.getDetails() != null) {
                map.putAll(result.getDetails());
            }
            return map;
        }
    }
}
