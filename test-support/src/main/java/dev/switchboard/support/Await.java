// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.support;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits, in real time, for what another thread or process does and nobody announces. */
public final class Await {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long FIRST_PAUSE = Duration.ofMillis(1).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofMillis(20).toNanos();

    /** What is waited for. */
    @FunctionalInterface
    public interface Condition<E extends Exception> {
        boolean holds() throws E;
    }

    private Await() {}

    public static <E extends Exception> void until(Condition<E> condition) throws E {
        until("what the test waits for", condition);
    }

    /** The same with words for what failed. */
    public static <E extends Exception> void until(String words, Condition<E> condition) throws E {
        long began = System.nanoTime();
        long pause = FIRST_PAUSE;
        while (!condition.holds()) {
            if (System.nanoTime() - began > PATIENCE.toNanos()) {
                throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + words);
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE);
        }
    }
}
