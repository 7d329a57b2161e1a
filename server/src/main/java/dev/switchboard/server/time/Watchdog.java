// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.time;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks once a second whether the threads on which everything depends still work through their
 * rounds. It has a thread of its own. Any thread can ask for the last result and gets it at once,
 * whatever is stuck. It counts its own rounds, so that a process that was stopped for a while is
 * not blamed.
 */
public final class Watchdog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private static final Duration ROUND = Duration.ofSeconds(1);

    private final long most;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Set before its thread is started. */
    private List<Watch> watches = List.of();

    /** Written by the watchdog's thread. */
    private volatile List<Watch> stuck = List.of();

    /**
     * A watchdog that does not look yet.
     *
     * @param limit how long a thread may be stuck; counted in whole seconds
     */
    public Watchdog(Duration limit) {
        most = Math.ceilDiv(limit.toMillis(), ROUND.toMillis());
    }

    /** Begins to look at these. */
    public void start(List<Loop> loops) {
        watch(loops);
        Thread.ofPlatform().daemon().name("switchboard-watchdog").start(this::run);
    }

    void watch(List<Loop> loops) {
        watches = loops.stream().map(Watch::new).toList();
    }

    private void run() {
        try {
            do {
                look();
            } while (!closed.await(ROUND.toMillis(), MILLISECONDS));
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks at each thread once. */
    void look() {
        watches.forEach(Watch::look);
        stuck = watches.stream().filter(Watch::isStuck).toList();
    }

    /** How many threads are stuck. */
    public int count() {
        return stuck.size();
    }

    /** Which threads are stuck, and for how long; empty if none is. */
    public Optional<String> complaint() {
        var now = stuck;
        return now.isEmpty()
                ? Optional.empty()
                : Optional.of(now.stream().map(Watch::toString).collect(Collectors.joining("\n")));
    }

    @Override
    public void close() {
        closed.countDown();
    }

    /** Owned by the watchdog's thread, but for what is volatile. */
    private final class Watch {

        private final Loop loop;

        /** Looks since the visit that has not ended; read by those who ask. */
        private volatile long missed;

        /** Set by the thread that is visited. */
        private volatile boolean hasCome = true;

        Watch(Loop loop) {
            this.loop = loop;
        }

        boolean isStuck() {
            return missed >= most;
        }

        void look() {
            if (hasCome) {
                if (isStuck()) {
                    LOG.warn("{} is no longer stuck", loop.name());
                }
                missed = 0;
                hasCome = false;
                loop.visit().accept(() -> hasCome = true);
                return;
            }
            long now = missed + 1;
            missed = now;
            if (now == most) {
                var event = LOG.atError().addKeyValue("seconds", now * ROUND.toSeconds());
                var standing = loop.thread().get();
                if (standing != null) {
                    event = event.setCause(new StuckThread(standing));
                }
                event.log("{} is stuck", loop.name());
            }
        }

        @Override
        public String toString() {
            return loop.name() + " has not come round for " + missed * ROUND.toSeconds() + " s";
        }
    }
}
