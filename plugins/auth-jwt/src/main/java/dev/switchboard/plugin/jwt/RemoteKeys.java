// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.jwt;

import dev.switchboard.api.Metrics;
import dev.switchboard.api.Scheduler;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keys that an issuer publishes. They are fetched when the plugin starts, every ten minutes, and
 * when a token names a key that is not among them, but that at most twice a minute. However many
 * wait, there is one fetch at a time, on a thread of its own. When one fails, the keys of the last
 * that did not are used on, for a day.
 *
 * <p>Any thread may ask. What is under way, when it began, and when a token was last a reason for
 * it are guarded by the lock; the keys are replaced as a whole.
 */
final class RemoteKeys implements KeySource {

    static final Duration PERIOD = Duration.ofMinutes(10);
    static final Duration LONGEST_USE = Duration.ofHours(24);

    /** How long unknown keys are no reason to fetch again. */
    static final Duration PAUSE = Duration.ofSeconds(30);

    /** How long one failure answers all, while there are no keys at all. */
    static final Duration PAUSE_WITHOUT_KEYS = Duration.ofSeconds(5);

    private final String name;
    private final KeyServer server;
    private final InstantSource clock;
    private final System.Logger logger;
    private final AtomicLong failures = new AtomicLong();
    private final Lock lock = new ReentrantLock();
    private volatile Fetched fetched;
    private CompletableFuture<Fetched> fetching;
    private Instant begun = Instant.MIN;
    private Instant surprised = Instant.MIN;

    /** What the last good fetch has brought, and when. Nothing, at the start. */
    private record Fetched(KeySet keys, Instant at) {}

    RemoteKeys(String name, KeyServer server, InstantSource clock, System.Logger logger) {
        this.name = name;
        this.server = server;
        this.clock = clock;
        this.logger = logger;
        this.fetched = new Fetched(new KeySet(List.of()), clock.instant());
        this.fetching = CompletableFuture.completedFuture(fetched);
    }

    void watch(Scheduler scheduler, Metrics metrics) {
        String prefix = name.replace('-', '_');
        metrics.gauge(prefix + "_keys", () -> fetched.keys().size());
        metrics.gauge(prefix + "_keys_age_seconds", () -> age().toMillis() / 1000.0);
        metrics.gauge(prefix + "_fetch_failures", failures::doubleValue);
        scheduler.after(Duration.ZERO, this::begin);
        scheduler.every(PERIOD, this::begin);
    }

    /** Nobody waits for this fetch; the log tells if it fails. */
    private void begin() {
        var _ = fetch(Duration.ZERO);
    }

    @Override
    public List<VerificationKey> find(Optional<String> id, Algorithm algorithm)
            throws IOException, InterruptedException {
        var found = keys().find(id, algorithm);
        return found.isEmpty() ? findAnew(id, algorithm) : found;
    }

    private KeySet keys() throws IOException, InterruptedException {
        var known = fetched;
        boolean isUsable = known.keys().size() > 0 && age().compareTo(LONGEST_USE) <= 0;
        return isUsable ? known.keys() : await(fetch(PAUSE_WITHOUT_KEYS)).keys();
    }

    /** For a key that is not known; it may be new. */
    private List<VerificationKey> findAnew(Optional<String> id, Algorithm algorithm)
            throws InterruptedException {
        try {
            var found = await(fetchAfterSurprise()).keys().find(id, algorithm);
            if (!found.isEmpty()) {
                return found;
            }
        } catch (IOException stillUnknown) {
            throw Refusals.unknownKey().retryAfter(PAUSE);
        }
        throw Refusals.unknownKey();
    }

    private CompletableFuture<Fetched> fetchAfterSurprise() {
        lock.lock();
        try {
            var now = clock.instant();
            var next = surprised.plus(PAUSE);
            if (!fetching.isDone()) {
                return fetching;
            }
            if (now.isBefore(next)) {
                throw Refusals.unknownKey().retryAfter(Duration.between(now, next));
            }
            surprised = now;
            return fetch(Duration.ZERO);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Begins to fetch, unless that is under way or began too short a time ago.
     *
     * @return the last fetch that has begun
     */
    private CompletableFuture<Fetched> fetch(Duration pause) {
        lock.lock();
        try {
            var now = clock.instant();
            if (fetching.isDone() && !now.isBefore(begun.plus(pause))) {
                begun = now;
                var next = new CompletableFuture<Fetched>();
                fetching = next;
                Thread.ofVirtual().name("keys of the issuer " + name).start(() -> fetch(next));
            }
            return fetching;
        } finally {
            lock.unlock();
        }
    }

    private void fetch(CompletableFuture<Fetched> outcome) {
        try {
            fetched = new Fetched(server.fetch(), clock.instant());
            outcome.complete(fetched);
        } catch (IOException | InterruptedException failure) {
            failures.incrementAndGet();
            logger.log(
                    Level.WARNING,
                    "the keys of the issuer {0} were not fetched ({1}); {2}",
                    name,
                    failure.getMessage(),
                    fetched.keys().size() == 0
                            ? "there are none, so its tokens cannot be checked"
                            : "those that are known are used until "
                                    + fetched.at().plus(LONGEST_USE));
            outcome.completeExceptionally(failure);
        } finally {
            // Whatever happens, nobody waits for ever, and there can be a next one.
            outcome.completeExceptionally(new IOException("it was given up"));
        }
    }

    private Fetched await(CompletableFuture<Fetched> outcome)
            throws IOException, InterruptedException {
        try {
            return outcome.get(server.patience().toMillis() + 1000, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            throw new IOException(
                    "the keys of the issuer %s cannot be fetched".formatted(name), failure);
        }
    }

    /** How old the keys are; as long as there are none, how long they have been waited for. */
    private Duration age() {
        return Duration.between(fetched.at(), clock.instant());
    }
}
