// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes threads wait that send and read no socket, and have no plugin that could be held for what
 * they send: those of handlers, whose client owes it, and those of which nobody knows the plugin.
 * They wait while a lane has too much to do. Any thread.
 */
final class Backpressure {

    private static final Duration GLANCE = Duration.ofMillis(1);

    private Backpressure() {}

    /** Waits until each lane has room. A lane's own thread never waits. */
    static void await(Lane[] lanes) {
        if (!isAnyFlooded(lanes) || isOfAny(lanes, Thread.currentThread())) {
            return;
        }
        var patience = new Patience();
        while (isAnyFlooded(lanes) && !patience.isOver()) {
            LockSupport.parkNanos(lanes, GLANCE.toNanos());
            if (Thread.interrupted()) {
                patience.interrupted();
            }
        }
        patience.end();
    }

    private static boolean isAnyFlooded(Lane[] lanes) {
        for (var lane : lanes) {
            if (lane.isFlooded()) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfAny(Lane[] lanes, Thread thread) {
        for (var lane : lanes) {
            if (lane.isOwn(thread)) {
                return true;
            }
        }
        return false;
    }
}
