// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import dev.switchboard.api.Code;
import dev.switchboard.server.client.ConnectedClient;
import dev.switchboard.server.time.StuckThread;
import dev.switchboard.server.time.Time;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls that run on threads that read sockets. While one runs, its thread reads nothing else.
 * So a call that takes half a second is interrupted, and its handler runs on threads of its own
 * from then on. A call that does not return even then is given up together with its client, and
 * another thread reads for the others. Any thread begins and ends calls of its own; the clock's
 * thread looks.
 */
final class InlineCalls {

    private static final Logger LOG = LoggerFactory.getLogger(InlineCalls.class);

    /** How long an inline handler may take before it is interrupted. */
    private static final Duration LONGEST = Duration.ofMillis(500);

    /** How long it may take to return after the interrupt; the clock's next look checks it. */
    private static final Duration GRACE = Duration.ofMillis(50);

    /** An inline handler that takes longer than this gets a warning. */
    private static final Duration SLOW = Duration.ofMillis(50);

    private static final Duration SLOW_REPORTS = Duration.ofSeconds(1);

    private final Time time;
    private final AtomicLong slowReportedAt;
    private final Set<Slot> slots = ConcurrentHashMap.newKeySet();
    private volatile ReaderRescue rescue = ReaderRescue.NOBODY;

    /** One for each thread that reads, used again and again until the thread ends. */
    private final ThreadLocal<Slot> ofThread =
            ThreadLocal.withInitial(() -> {
                var slot = new Slot(Thread.currentThread());
                slots.add(slot);
                return slot;
            });

    InlineCalls(Time time) {
        this.time = time;
        this.slowReportedAt = new AtomicLong(time.nanos() - SLOW_REPORTS.toNanos());
    }

    void rescuedBy(ReaderRescue next) {
        rescue = next;
    }

    enum State {
        IDLE,
        RUNNING,
        /** By the clock's thread, which changes something; the call does not end meanwhile. */
        LOOKED_AT,
        INTERRUPTED,
        ABANDONED
    }

    /** The call that one thread is in, if it is in one. */
    final class Slot {
        private final Thread thread;
        private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);

        /** All written by the thread before the state becomes RUNNING, and read after. */
        private @Nullable HandlerRoute route;

        private @Nullable ConnectedClient sender;
        private long since;

        /** The stack of its thread when its time was up; written before INTERRUPTED, read after. */
        private Throwable where = new TimeoutException();

        private Slot(Thread thread) {
            this.thread = thread;
        }

        private Slot begin(HandlerRoute to, ConnectedClient from) {
            route = to;
            sender = from;
            since = time.nanos();
            state.set(State.RUNNING);
            return this;
        }

        long since() {
            return since;
        }

        /**
         * The call is back. Afterwards nothing here holds on to the plugin.
         *
         * @return null if it was in time, or what became of it
         */
        @Nullable Outcome end() {
            @Nullable Outcome outcome = null;
            while (!state.compareAndSet(State.RUNNING, State.IDLE)) {
                outcome = overdue();
                if (outcome != null) {
                    break;
                }
                Thread.onSpinWait(); // an interrupt may be on its way; it must not hit what is next
            }
            route = null;
            sender = null;
            return outcome;
        }

        private @Nullable Outcome overdue() {
            if (state.compareAndSet(State.INTERRUPTED, State.IDLE)) {
                Thread.interrupted();
                return new Outcome.Late(where);
            }
            if (state.compareAndSet(State.ABANDONED, State.IDLE)) {
                Thread.interrupted();
                Objects.requireNonNull(route).guard().countStuck(-1);
                return new Outcome.Abandoned(where);
            }
            return null;
        }

        private boolean isOf(PluginGuard guard) {
            if (state.get() == State.IDLE) {
                return false;
            }
            var current = route;
            return current != null && current.guard() == guard;
        }

        private void look(long now, long allowed) {
            if (state.compareAndSet(State.RUNNING, State.LOOKED_AT)) {
                if (now - since > allowed) {
                    interrupt(Objects.requireNonNull(route));
                } else {
                    state.set(State.RUNNING);
                }
            } else if (state.compareAndSet(State.INTERRUPTED, State.LOOKED_AT)) {
                if (now - since > allowed + GRACE.toNanos()) {
                    giveUp(Objects.requireNonNull(route), Objects.requireNonNull(sender));
                } else {
                    state.set(State.INTERRUPTED);
                }
            }
        }

        private void interrupt(HandlerRoute late) {
            where = new StuckThread(thread);
            late.demote();
            thread.interrupt();
            state.set(State.INTERRUPTED);
            LOG.atWarn()
                    .setCause(where)
                    .addKeyValue("plugin", late.plugin())
                    .addKeyValue("on", late.subject())
                    .log(
                            "an inline handler took too long; interrupted, and from now on it runs"
                                    + " on threads of its own");
        }

        /** Until another thread has taken over, this one must not return: both would read. */
        private void giveUp(HandlerRoute late, ConnectedClient victim) {
            try {
                late.guard().countStuck(1);
                late.guard()
                        .failed(
                                late.subject(),
                                "an inline handler does not come back; its thread and its client"
                                        + " are given up",
                                where);
                victim.close(Code.FAILED, "the handler of a message does not come back");
                rescue.takeOver(thread);
            } finally {
                state.set(State.ABANDONED);
            }
        }
    }

    /** A call begins, on this thread. */
    Slot begin(HandlerRoute route, ConnectedClient sender) {
        return ofThread.get().begin(route, sender);
    }

    /** Warns now and then of an inline handler that took so long that it delayed other clients. */
    void judge(HandlerRoute route, long nanos) {
        if (nanos < SLOW.toNanos() || !route.isInline()) {
            return;
        }
        long now = time.nanos();
        long before = slowReportedAt.get();
        if (now - before >= SLOW_REPORTS.toNanos() && slowReportedAt.compareAndSet(before, now)) {
            LOG.atWarn()
                    .addKeyValue("plugin", route.plugin())
                    .addKeyValue("on", route.subject())
                    .addKeyValue("millis", nanos / 1_000_000)
                    .log("an inline handler is slow; nobody else is read meanwhile");
        }
    }

    /** How many threads are in a call of this plugin. */
    int count(PluginGuard guard) {
        int count = 0;
        for (var slot : slots) {
            count += slot.isOf(guard) ? 1 : 0;
        }
        return count;
    }

    /** Looks after what takes too long. */
    void look(long now, Duration deadline) {
        long allowed = Math.min(deadline.toNanos(), LONGEST.toNanos());
        slots.forEach(slot -> slot.look(now, allowed));
        slots.removeIf(slot -> !slot.thread.isAlive());
    }
}
