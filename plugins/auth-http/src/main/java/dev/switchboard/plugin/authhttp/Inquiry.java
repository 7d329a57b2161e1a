// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.authhttp;

import dev.switchboard.api.Code;
import dev.switchboard.api.PluginContext;
import dev.switchboard.api.Refusal;
import dev.switchboard.api.Registration;
import dev.switchboard.api.Scheduler;
import dev.switchboard.plugin.authhttp.AnswerReader.Kept;
import dev.switchboard.plugin.authhttp.Backend.Exchange;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One kind of question to the backend. What is asked again soon is answered from memory; what is
 * asked while the same is under way gets the same answer; only so many requests are under way at
 * once; and a backend that is down is not asked. Whoever asks waits, at most for the timeout.
 *
 * <p>Any thread. All that changes, that of the breaker, of the cache and of the flights too, is
 * guarded by the lock; nothing is sent, cancelled or logged while it is held.
 */
final class Inquiry<A> {

    private static final Duration QUIET = Duration.ofSeconds(1);

    private final String name;
    private final URI url;
    private final Backend backend;
    private final Duration timeout;
    private final int concurrent;
    private final InstantSource clock;
    private final Scheduler scheduler;
    private final System.Logger log;
    private final AnswerReader<A> reader;
    private final InquiryMeters meters;

    private final Lock lock = new ReentrantLock();
    private final Breaker breaker;
    private final AnswerCache<A> cache;
    private final Map<Object, Flight> underWay = new HashMap<>();

    /** Those that are not sent yet, and some that ended before they were. */
    private final Queue<Flight> waiting = new ArrayDeque<>();

    private int requests;
    private Instant loggedAt = Instant.MIN;

    /** One question that is under way, for all who ask it. */
    private final class Flight {
        final Object question;
        final byte[] json;
        final Instant began = clock.instant();
        final CompletableFuture<Optional<A>> answer = new CompletableFuture<>();
        Registration alarm = () -> {};
        @Nullable Exchange exchange;
        boolean isSent;
        boolean isSentAgain;
        boolean isOver;

        Flight(Object question, byte[] json) {
            this.question = question;
            this.json = json;
        }
    }

    Inquiry(
            String name,
            URI url,
            Backend backend,
            AuthHttpSettings settings,
            PluginContext context,
            AnswerReader<A> reader) {
        this.name = name;
        this.url = url;
        this.backend = backend;
        this.timeout = settings.timeout();
        this.concurrent = settings.concurrent();
        this.clock = context.clock();
        this.scheduler = context.scheduler();
        this.log = context.logger();
        this.reader = reader;
        this.meters = InquiryMeters.of(name, context.metrics());
        this.breaker = new Breaker(settings.breaker());
        this.cache = new AnswerCache<>(settings.cache().entries());
        context.metrics().gauge(name + "_breaker_open", () -> isBreakerOpen() ? 1 : 0);
    }

    /**
     * Asks, unless the answer is known.
     *
     * @param question what makes two questions the same; nothing secret, for it is kept
     * @param json the question as the backend gets it
     * @return empty if the backend cannot be asked now, or did not answer as it should
     */
    Optional<A> ask(Object question, byte[] json) throws InterruptedException {
        Flight flight;
        lock.lock();
        try {
            var now = clock.instant();
            var known = cache.get(question, now);
            if (known.isPresent()) {
                meters.cacheHits().increment();
                return known;
            }
            var same = underWay.get(question);
            if (same == null && breaker.rest(now).isPositive()) {
                meters.unanswered().increment();
                return Optional.empty();
            }
            flight = same == null ? begin(new Flight(question, json)) : same;
        } finally {
            lock.unlock();
        }
        send();
        var answer = await(flight);
        if (answer.isEmpty()) {
            meters.unanswered().increment();
        }
        return answer;
    }

    /** A refusal and not a failure: the plugin does what it should, and others need it. */
    Refusal unavailable() {
        var refusal = new Refusal(Code.UNAVAILABLE, "the backend cannot be asked now");
        var rest = rest();
        return rest.isZero() ? refusal : refusal.retryAfter(rest);
    }

    private Duration rest() {
        lock.lock();
        try {
            return breaker.rest(clock.instant());
        } finally {
            lock.unlock();
        }
    }

    private boolean isBreakerOpen() {
        lock.lock();
        try {
            return breaker.isOpen();
        } finally {
            lock.unlock();
        }
    }

    private Flight begin(Flight flight) {
        underWay.put(flight.question, flight);
        waiting.add(flight);
        flight.alarm = scheduler.after(timeout, () -> late(flight));
        return flight;
    }

    /** Every flight has an end, if only at the timeout, so this has one, too. */
    private Optional<A> await(Flight flight) throws InterruptedException {
        try {
            return flight.answer.get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Sends as many of those that wait as may be sent now. */
    private void send() {
        List<Flight> ready = new ArrayList<>();
        lock.lock();
        try {
            while (requests < concurrent && !waiting.isEmpty()) {
                var next = waiting.remove();
                if (next.isOver) {
                    continue;
                }
                if (breaker.permits(clock.instant())) {
                    next.isSent = true;
                    requests++;
                    ready.add(next);
                } else {
                    end(next, Optional.empty());
                }
            }
        } finally {
            lock.unlock();
        }
        ready.forEach(this::send);
    }

    private void send(Flight flight) {
        meters.requests().increment();
        var exchange = backend.post(url, flight.json);
        boolean isTooLate;
        lock.lock();
        try {
            flight.exchange = exchange;
            isTooLate = flight.isOver;
        } finally {
            lock.unlock();
        }
        if (isTooLate) {
            exchange.response().cancel(true);
        }
        var _ =
                exchange.response()
                        .whenComplete(
                                (response, thrown) -> landed(flight, exchange, response, thrown));
    }

    /** A request is over; on a thread of the HTTP client. */
    private void landed(
            Flight flight,
            Exchange exchange,
            @Nullable HttpResponse<byte[]> response,
            @Nullable Throwable thrown) {
        @Nullable Kept<A> kept = null;
        String failure = "";
        if (thrown != null) {
            var cause = Backend.cause(thrown);
            if (mayTryAgain(flight, exchange, cause)) {
                send(flight);
                return;
            }
            failure = exchange.words(cause);
        } else {
            try {
                var answer = Objects.requireNonNull(response);
                kept = reader.read(answer.statusCode(), answer.body());
            } catch (BadAnswer bad) {
                failure = bad.why();
            }
        }
        settle(flight, kept, failure);
        send();
    }

    private boolean mayTryAgain(Flight flight, Exchange exchange, Throwable failure) {
        lock.lock();
        try {
            boolean may =
                    !flight.isOver && !flight.isSentAgain && exchange.mayHaveBeenIdle(failure);
            flight.isSentAgain |= may;
            return may;
        } finally {
            lock.unlock();
        }
    }

    private void settle(Flight flight, @Nullable Kept<A> kept, String failure) {
        boolean isBack = false;
        Optional<String> news = Optional.empty();
        lock.lock();
        try {
            requests--;
            if (flight.isOver) {
                return; // the timeout was first, and has noted it
            }
            var now = clock.instant();
            meters.request().record(Duration.between(flight.began, now));
            if (kept == null) {
                news = failed(failure, now);
                end(flight, Optional.empty());
            } else {
                isBack = breaker.succeeded();
                cache.put(flight.question, kept.answer(), now.plus(kept.time()), now);
                end(flight, Optional.of(kept.answer()));
            }
        } finally {
            lock.unlock();
        }
        if (isBack) {
            log.log(Level.INFO, name + ": the backend answers again");
        }
        news.ifPresent(text -> log.log(Level.WARNING, text));
    }

    /** The time of a question is up. */
    private void late(Flight flight) {
        Optional<String> news = Optional.empty();
        @Nullable Exchange exchange;
        lock.lock();
        try {
            if (flight.isOver) {
                return;
            }
            exchange = flight.exchange;
            if (flight.isSent) {
                news = failed("it does not answer in time", clock.instant());
            }
            end(flight, Optional.empty());
        } finally {
            lock.unlock();
        }
        if (exchange != null) {
            exchange.response().cancel(true);
        }
        news.ifPresent(text -> log.log(Level.WARNING, text));
    }

    private void end(Flight flight, Optional<A> answer) {
        flight.isOver = true;
        flight.alarm.close();
        underWay.remove(flight.question);
        flight.answer.complete(answer);
    }

    /** Notes a failure; what is to be logged of it, if that is not too much. */
    private Optional<String> failed(String failure, Instant now) {
        meters.failures().increment();
        boolean wasOpen = breaker.isOpen();
        breaker.failed(now);
        if (breaker.isOpen() != wasOpen) {
            loggedAt = now;
            return Optional.of(
                    "%s: the backend is not asked for %d ms: %s"
                            .formatted(name, breaker.rest(now).toMillis(), failure));
        }
        if (now.isBefore(loggedAt.plus(QUIET))) {
            return Optional.empty();
        }
        loggedAt = now;
        return Optional.of("%s: the backend failed: %s".formatted(name, failure));
    }
}
