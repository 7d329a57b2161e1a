// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes threads wait that publish and read no socket: a plugin's own, and those of its handlers.
 * There is no client that could be held for them, so they wait themselves while a lane has too much
 * to do. Any thread but a lane's own.
 */
final class Backpressure {

    private static final Duration GLANCE = Duration.ofMillis(1);

    /** Bounds the wait of a thread that would wait for itself. */
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private Backpressure() {}

    /** Waits until each lane has room, or for a second. An interrupt is kept for the caller. */
    static void await(Lane[] lanes) {
        for (var lane : lanes) {
            if (lane.isFlooded() && !lane.isOwn(Thread.currentThread())) {
                await(lane);
            }
        }
    }

    private static void await(Lane lane) {
        boolean wasInterrupted = Thread.interrupted();
        long began = System.nanoTime();
        while (lane.isFlooded() && System.nanoTime() - began < LONGEST.toNanos()) {
            LockSupport.parkNanos(lane, GLANCE.toNanos());
            wasInterrupted |= Thread.interrupted();
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
