// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import dev.switchboard.api.Registration;
import dev.switchboard.server.client.Intake;
import dev.switchboard.server.time.Time;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends handlers that take too long: at its deadline a handler's thread is interrupted; one that
 * goes on for as long again is left alone with itself, and its client served on. A handler that was
 * to run inline and did not come back at once loses that privilege. Any thread begins and ends; the
 * clock's thread looks.
 */
public final class Deadlines implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Deadlines.class);
    private static final Duration LOOK = Duration.ofMillis(100);

    /** What an inline handler may take before it is interrupted: nobody else is read meanwhile. */
    private static final Duration INLINE = Duration.ofSeconds(1);

    /** From here on an inline handler is worth a warning. */
    private static final Duration SLOW = Duration.ofMillis(50);

    private static final Duration SLOW_REPORTS = Duration.ofSeconds(1);

    private final Supplier<Duration> deadline;
    private final Time time;
    private final Registration looking;
    private final AtomicLong slowReportedAt;
    private final Set<Work> underWay = ConcurrentHashMap.newKeySet();

    /** One for each thread that reads, used again and again until the thread ends. */
    private final ThreadLocal<Work> inline =
            ThreadLocal.withInitial(() -> {
                var work = new Work(Thread.currentThread(), null);
                underWay.add(work);
                return work;
            });

    public Deadlines(Supplier<Duration> deadline, Time time) {
        this.deadline = deadline;
        this.time = time;
        this.slowReportedAt = new AtomicLong(time.nanos() - SLOW_REPORTS.toNanos());
        this.looking = time.every(LOOK, this::look);
    }

    private enum State {
        IDLE,
        RUNNING,
        INTERRUPTING,
        INTERRUPTED,
        ABANDONED
    }

    /** One handler at work. */
    final class Work {
        private final Thread thread;
        private final @Nullable Runnable abandon;
        private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);

        /** Both are written before the state becomes RUNNING, and read after. */
        private @Nullable Claim claim;

        private long since;

        private Work(Thread thread, @Nullable Runnable abandon) {
            this.thread = thread;
            this.abandon = abandon;
        }

        private Work begin(Claim to) {
            claim = to;
            since = time.nanos();
            state.set(State.RUNNING);
            return this;
        }

        /** Whether its time was up. */
        boolean isInterrupted() {
            return state.get() != State.RUNNING;
        }

        /** The handler is back; false if nobody waits for it any more. */
        boolean end() {
            while (!state.compareAndSet(State.RUNNING, State.IDLE)) {
                switch (Objects.requireNonNull(state.get())) {
                    case INTERRUPTING -> Thread.onSpinWait(); // it must not hit what is next
                    case INTERRUPTED -> {
                        Thread.interrupted();
                        state.compareAndSet(State.INTERRUPTED, State.RUNNING);
                    }
                    case ABANDONED -> {
                        return false;
                    }
                    case IDLE, RUNNING -> {}
                }
            }
            if (abandon != null) {
                underWay.remove(this);
            }
            return true;
        }

        /** Lets the client of a handler that had its own thread be read again. */
        void released(Intake intake) {
            if (abandon != null) {
                intake.release();
            }
        }

        private void look(long now, Duration limit) {
            var current = claim;
            if (current == null) {
                return;
            }
            boolean isInline = abandon == null;
            long allowed = Math.min(limit.toNanos(), isInline ? INLINE.toNanos() : Long.MAX_VALUE);
            if (state.get() == State.RUNNING && now - since > allowed) {
                interrupt(now - allowed, isInline);
            } else if (!isInline && state.get() == State.INTERRUPTED && now - since > 2 * allowed) {
                leave(current);
            }
        }

        private void interrupt(long latestStart, boolean isInline) {
            if (!state.compareAndSet(State.RUNNING, State.INTERRUPTING)) {
                return;
            }
            var late = Objects.requireNonNull(claim);
            if (since - latestStart >= 0) { // another has begun meanwhile, and is in time
                state.set(State.RUNNING);
                return;
            }
            thread.interrupt();
            state.set(State.INTERRUPTED);
            var event =
                    LOG.atWarn()
                            .addKeyValue("plugin", late.plugin())
                            .addKeyValue("on", late.subject());
            if (isInline && late instanceof Route route) {
                route.demote();
                event.log(
                        "an inline handler took too long; interrupted, and from now on it runs on"
                                + " threads of its own");
            } else {
                event.log("a handler took too long; interrupted");
            }
        }

        private void leave(Claim late) {
            if (abandon != null && state.compareAndSet(State.INTERRUPTED, State.ABANDONED)) {
                underWay.remove(this);
                LOG.atError()
                        .addKeyValue("plugin", late.plugin())
                        .addKeyValue("on", late.subject())
                        .log("a handler ignores its interrupt; its client goes on without it");
                abandon.run();
            }
        }
    }

    /** An inline handler begins, on this thread. */
    Work begin(Claim claim) {
        return inline.get().begin(claim);
    }

    /** Says once in a while that an inline handler holds everybody up, if it took so long. */
    void judge(Claim claim, long nanos) {
        if (nanos < SLOW.toNanos() || (claim instanceof Route route && !route.isInline())) {
            return;
        }
        long now = time.nanos();
        long before = slowReportedAt.get();
        if (now - before >= SLOW_REPORTS.toNanos() && slowReportedAt.compareAndSet(before, now)) {
            LOG.atWarn()
                    .addKeyValue("plugin", claim.plugin())
                    .addKeyValue("on", claim.subject())
                    .addKeyValue("millis", nanos / 1_000_000)
                    .log("an inline handler is slow; nobody else is read meanwhile");
        }
    }

    /** A handler begins, on this virtual thread; {@code abandon} is run if it never ends. */
    Work begin(Route route, Runnable abandon) {
        var work = new Work(Thread.currentThread(), abandon);
        underWay.add(work.begin(route));
        return work;
    }

    private void look() {
        long now = time.nanos();
        var limit = deadline.get();
        underWay.forEach(work -> work.look(now, limit));
        underWay.removeIf(work -> !work.thread.isAlive());
    }

    @Override
    public void close() {
        looking.close();
    }
}
