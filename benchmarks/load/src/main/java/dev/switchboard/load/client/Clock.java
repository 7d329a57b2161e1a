// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.client;

/** Nanoseconds since this process began to measure; one clock for all threads. */
public final class Clock {
    public static final long SECOND = 1_000_000_000L;
    public static final long MILLISECOND = 1_000_000L;
    public static final long MICROSECOND = 1_000L;

    /** Later than anything. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final long ORIGIN = System.nanoTime();

    private Clock() {}

    public static long now() {
        return System.nanoTime() - ORIGIN;
    }
}
