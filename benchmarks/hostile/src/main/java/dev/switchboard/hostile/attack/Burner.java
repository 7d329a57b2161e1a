// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.attack;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.locks.LockSupport;

/**
 * Spends processor time and does nothing else: what honest clients notice of that is due to the
 * attackers' sharing their machine, not to the attack. One thread calls it.
 */
final class Burner implements AutoCloseable {
    private static final long SLICE = 200_000;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private volatile boolean isOver;

    /** From now on, so many seconds each second, on as many threads as that needs. */
    void burn(double processors) {
        int count = (int) Math.ceil(processors);
        for (int i = 0; i < count; i++) {
            Thread.ofPlatform().name("burner").daemon().start(() -> run(processors / count));
        }
    }

    private void run(double share) {
        long start = System.nanoTime();
        while (!isOver) {
            long due = (long) ((System.nanoTime() - start) * share);
            if (threads.getCurrentThreadCpuTime() < due) {
                spin();
            } else {
                LockSupport.parkNanos(SLICE);
            }
        }
    }

    private static void spin() {
        long until = System.nanoTime() + SLICE;
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        isOver = true;
    }
}
