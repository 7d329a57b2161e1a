// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.time;

import dev.switchboard.api.Registration;
import java.time.Duration;
import java.time.InstantSource;

/**
 * The clock of the switch: the time of day, a stopwatch, and an alarm.
 *
 * <p>All tasks run one after another on one thread, so each must be short and must not block; hand
 * anything longer to a thread of your own. A task that throws is logged; it ends neither its own
 * repetition nor any other task. May be used from any thread.
 */
public interface Time extends InstantSource {

    /**
     * Nanoseconds of a stopwatch that only runs forward, whatever happens to the time of day. Only
     * differences mean something: {@code nanos() - start}.
     */
    long nanos();

    /** Runs the task once, after the delay. Closing the registration before that prevents it. */
    Registration after(Duration delay, Runnable task);

    /**
     * Runs the task again and again, the first time after one period. The next period begins when
     * the task has ended, so that a machine that slept does not run the missed ones in a burst.
     */
    Registration every(Duration period, Runnable task);
}
