// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread does. */
final class Await {

    private Await() {}

    static void until(BooleanSupplier condition) {
        long began = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - began > Duration.ofSeconds(20).toNanos()) {
                throw new AssertionError("it did not happen within 20 s");
            }
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
    }
}
