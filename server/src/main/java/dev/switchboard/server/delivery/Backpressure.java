// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Holds threads that publish and read no socket: a plugin's own, and those of its handlers. Nobody
 * can be kept from reading for their sake, so they wait themselves while a lane has more than it
 * should. Any thread but a lane's own.
 */
final class Backpressure {

    private static final Duration GLANCE = Duration.ofMillis(1);

    /** So that no thread waits for itself for ever, whoever it may be. */
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
