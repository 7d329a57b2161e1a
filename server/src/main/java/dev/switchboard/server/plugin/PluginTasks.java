// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import dev.switchboard.api.Registration;
import dev.switchboard.api.Scheduler;
import dev.switchboard.server.time.Time;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one plugin has scheduled. A task that throws is logged, and runs again if it was to. When
 * the plugin ends, nothing more begins and what still runs is interrupted. Any thread may use it.
 */
final class PluginTasks implements Scheduler, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PluginTasks.class);

    private final String plugin;
    private final ClassLoader loader;
    private final Belongings belongings;
    private final Time time;
    private final Executor executor;
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();

    PluginTasks(String plugin, ClassLoader loader, Belongings belongings, Host host) {
        this.plugin = plugin;
        this.loader = loader;
        this.belongings = belongings;
        this.time = host.time();
        this.executor = host.tasks();
    }

    @Override
    public Registration after(Duration delay, Runnable task) {
        Task once = new Task(task, true);
        return once.scheduled(time.after(delay, once::begin));
    }

    @Override
    public Registration every(Duration period, Runnable task) {
        Task again = new Task(task, false);
        return again.scheduled(time.every(period, again::begin));
    }

    /** Interrupts what still runs. */
    @Override
    public void close() {
        running.forEach(Thread::interrupt);
    }

    /** One task, and whether it runs now. */
    private final class Task implements Registration {
        private final Runnable code;
        private final boolean isOnce;
        private final AtomicBoolean isRunning = new AtomicBoolean();
        private final AtomicBoolean isOver = new AtomicBoolean();
        private volatile Registration alarm = () -> {};

        Task(Runnable code, boolean isOnce) {
            this.code = code;
            this.isOnce = isOnce;
        }

        Task scheduled(Registration clock) {
            alarm = clock;
            belongings.keep(this);
            if (isOver.get()) {
                belongings.drop(this);
            }
            return this;
        }

        /** On the thread of the clock, which must not wait. */
        void begin() {
            if (!isOver.get() && isRunning.compareAndSet(false, true)) {
                executor.execute(this::run);
            }
        }

        private void run() {
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(loader);
            running.add(thread);
            try {
                if (!isOver.get()) {
                    code.run();
                }
            } catch (Throwable e) {
                log.error("plugin {} failed in a scheduled task", plugin, e);
            } finally {
                running.remove(thread);
                thread.setContextClassLoader(before);
                isRunning.set(false);
                if (isOnce) {
                    close();
                }
            }
        }

        /** A run that is going on goes on to its end. */
        @Override
        public void close() {
            isOver.set(true);
            alarm.close();
            belongings.drop(this);
        }
    }
}
