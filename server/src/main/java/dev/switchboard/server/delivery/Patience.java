// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import java.time.Duration;

/**
 * How long a thread of a plugin still waits: as long as it must, or for a second from its interrupt
 * on. An interrupted thread is to end, but not to flood the switch before. The interrupt is kept
 * for the plugin. Belongs to its thread.
 */
final class Patience {

    private static final Duration LONGEST = Duration.ofSeconds(1);

    private boolean wasInterrupted;
    private long interruptedAt;

    /** The wait was interrupted, and the thread knows no longer that it is. */
    void interrupted() {
        if (!wasInterrupted) {
            wasInterrupted = true;
            interruptedAt = System.nanoTime();
        }
    }

    /** For how many nanoseconds it still waits. */
    long rest() {
        return wasInterrupted
                ? LONGEST.toNanos() - (System.nanoTime() - interruptedAt)
                : Long.MAX_VALUE;
    }

    /** Whether it waits no longer. */
    boolean isOver() {
        return rest() <= 0;
    }

    /** The wait is over: the thread knows again that it was interrupted. */
    void end() {
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
