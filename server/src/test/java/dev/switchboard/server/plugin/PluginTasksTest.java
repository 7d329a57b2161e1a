// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.switchboard.api.Registration;
import dev.switchboard.server.metrics.Meters;
import dev.switchboard.server.routing.Guards;
import dev.switchboard.server.routing.PluginGuard;
import dev.switchboard.server.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PluginTasksTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final VirtualTime time = new VirtualTime();
    private final Meters meters = new Meters(time);
    private int idle;
    private final Belongings belongings = new Belongings("chat");
    private PluginGuard guard;
    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void aTaskRunsOnceAfterItsDelay() {
        tasks(Runnable::run).after(SECOND, runs::incrementAndGet);
        time.advance(SECOND.minusNanos(1));
        assertThat(runs).hasValue(0);

        time.advance(Duration.ofNanos(1));
        time.advance(SECOND);
        assertThat(runs).hasValue(1);
        assertThat(time.waiting()).isEqualTo(idle);
    }

    @Test
    void aTaskThatThrowsRunsAgain() {
        tasks(Runnable::run)
                .every(
                        SECOND,
                        () -> {
                            runs.incrementAndGet();
                            throw new AssertionError("expected by the test");
                        });
        time.advance(SECOND);
        time.advance(SECOND);

        assertThat(runs).hasValue(2);
    }

    @Test
    void aRunIsNotOvertakenByTheNext() {
        Queue<Runnable> begun = new ArrayDeque<>();
        tasks(begun::add).every(SECOND, runs::incrementAndGet);
        time.advance(SECOND);
        time.advance(SECOND);
        assertThat(begun).hasSize(1);

        begun.remove().run();
        time.advance(SECOND);
        assertThat(begun).hasSize(1);
    }

    @Test
    void aTaskThatWasTakenBackDoesNotRun() {
        Queue<Runnable> begun = new ArrayDeque<>();
        PluginTasks tasks = tasks(begun::add);
        Registration once = tasks.after(SECOND, runs::incrementAndGet);
        Registration again = tasks.every(SECOND, runs::incrementAndGet);
        time.advance(SECOND);
        once.close();
        again.close();
        begun.forEach(Runnable::run);
        time.advance(SECOND);

        assertThat(runs).hasValue(0);
        assertThat(time.waiting()).isEqualTo(idle);
    }

    @Test
    void everythingEndsWithThePlugin() {
        PluginTasks tasks = tasks(Runnable::run);
        tasks.after(SECOND, runs::incrementAndGet);
        tasks.every(SECOND, runs::incrementAndGet);
        belongings.close();
        time.advance(SECOND);

        assertThat(runs).hasValue(0);
        assertThat(time.waiting()).isEqualTo(idle);
        assertThatIllegalStateException()
                .isThrownBy(() -> tasks.after(SECOND, runs::incrementAndGet))
                .withMessage("the plugin chat has stopped");
        assertThat(time.waiting()).isEqualTo(idle);
    }

    @Test
    void aTaskMayBlockAndIsInterruptedWhenThePluginEnds() throws Exception {
        PluginTasks tasks = tasks(Thread::startVirtualThread);
        CountDownLatch isRunning = new CountDownLatch(1);
        CountDownLatch isInterrupted = new CountDownLatch(1);
        tasks.after(
                SECOND,
                () -> {
                    isRunning.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        isInterrupted.countDown();
                    }
                });
        time.advance(SECOND);
        isRunning.await();
        guard.shut();

        assertThat(isInterrupted.await(20, SECONDS)).isTrue();
    }

    @Test
    void aTaskSeesTheClassesOfItsPlugin() {
        AtomicReference<ClassLoader> seen = new AtomicReference<>();
        ClassLoader own = new ClassLoader() {};
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        tasks(own, Runnable::run)
                .after(SECOND, () -> seen.set(Thread.currentThread().getContextClassLoader()));
        time.advance(SECOND);

        assertThat(seen).hasValue(own);
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    @Test
    void aTaskMayTakeItselfBack() {
        AtomicReference<Registration> self = new AtomicReference<>();
        AtomicBoolean wasInterrupted = new AtomicBoolean();
        self.set(
                tasks(Runnable::run)
                        .every(
                                SECOND,
                                () -> {
                                    runs.incrementAndGet();
                                    self.get().close();
                                    wasInterrupted.set(Thread.currentThread().isInterrupted());
                                }));
        time.advance(SECOND);
        time.advance(SECOND);

        assertThat(runs).hasValue(1);
        assertThat(wasInterrupted).isFalse();
    }

    private PluginTasks tasks(Executor executor) {
        return tasks(getClass().getClassLoader(), executor);
    }

    private PluginTasks tasks(ClassLoader loader, Executor executor) {
        guard = Guards.calls(time, meters, executor).guard("chat", loader);
        idle = time.waiting();
        return new PluginTasks(guard, belongings, time);
    }
}
