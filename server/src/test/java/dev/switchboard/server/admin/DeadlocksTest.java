// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.health.HealthCheck.Result;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class DeadlocksTest {

    private final Deadlocks deadlocks = new Deadlocks();

    @Test
    void areNamedByTheirThreads() throws Exception {
        assertThat(deadlocks.execute().isHealthy()).isTrue();
        Lock a = new ReentrantLock();
        Lock b = new ReentrantLock();
        CyclicBarrier both = new CyclicBarrier(2);
        Thread one = Thread.ofPlatform().name("one").start(() -> take(a, both, b));
        Thread two = Thread.ofPlatform().name("two").start(() -> take(b, both, a));
        Result result = deadlocks.execute();
        while (result.isHealthy() && one.isAlive()) {
            Thread.onSpinWait();
            result = deadlocks.execute();
        }
        one.interrupt();
        two.interrupt();
        one.join();
        two.join();
        assertThat(result.getMessage()).isEqualTo("one, two wait for each other");
        assertThat(deadlocks.execute().isHealthy()).isTrue();
    }

    private static void take(Lock first, CyclicBarrier both, Lock second) {
        first.lock();
        try {
            both.await();
            second.lockInterruptibly();
            second.unlock();
        } catch (Exception released) {
            assertThat(released).isInstanceOf(InterruptedException.class);
        } finally {
            first.unlock();
        }
    }
}
