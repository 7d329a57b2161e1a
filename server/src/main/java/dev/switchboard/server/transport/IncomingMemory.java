// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.server.config.Settings;
import dev.switchboard.server.metrics.Label;
import dev.switchboard.server.metrics.Meters;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How much of the heap may hold what clients have sent and what could not be handled yet: parts of
 * messages, and what was read of a client before it was put on hold. It is a tenth of the heap, and
 * not less than eight of the largest messages. One client may have half of what the others leave,
 * so those with the most are the first to reach their limit. A message that arrives whole is never
 * counted. Any thread.
 */
public final class IncomingMemory {

    private static final int FEWEST_MESSAGES = 8;

    private final LongSupplier budget;
    private final AtomicLong inAll = new AtomicLong();

    @Inject
    public IncomingMemory(Supplier<Settings> settings, Meters meters) {
        this(() -> budget(settings.get().messages().maxSize().bytes()), meters);
    }

    /** So many bytes in all. */
    IncomingMemory(LongSupplier budget, Meters meters) {
        this.budget = budget;
        var memory =
                meters.gauge(
                        "switchboard_incoming_memory_bytes",
                        "Parts of messages, and messages of clients on hold: what is kept, and what"
                                + " may be.",
                        Label.of("part", "kept", "budget"));
        memory.of("kept").from(inAll::get);
        memory.of("budget").from(budget::getAsLong);
    }

    private static long budget(long largest) {
        return Math.max(Runtime.getRuntime().maxMemory() / 10, FEWEST_MESSAGES * largest);
    }

    /** The part of one more client, of whom nothing is kept yet. */
    Share share() {
        return new Share();
    }

    /**
     * What is kept of one client. The reader of its connection changes it, and whoever closes that
     * sets it to 0.
     */
    final class Share {
        private final AtomicLong kept = new AtomicLong();

        /** So much is kept now; false if that is more than the client may have. */
        boolean change(long now) {
            if (kept.get() == now) {
                return true;
            }
            long before = kept.getAndSet(now);
            long all = inAll.addAndGet(now - before);
            return now <= before || now <= (budget.getAsLong() - (all - now)) / 2;
        }
    }

    /** What it is, for people. */
    @Override
    public String toString() {
        return "parts of messages may take %d MiB in all".formatted(budget.getAsLong() >> 20);
    }
}
