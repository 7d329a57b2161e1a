// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import dev.switchboard.api.Registration;
import dev.switchboard.api.Scheduler;
import dev.switchboard.server.routing.PluginGuard;
import dev.switchboard.server.time.Time;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What one plugin has scheduled. A task that throws is counted and logged, and runs again if it was
 * to. When the plugin ends, nothing more begins. Any thread may use it.
 */
record PluginTasks(PluginGuard guard, Belongings belongings, Time time) implements Scheduler {

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
                guard.perform(this::run, this::ended);
            }
        }

        private void run() {
            if (!isOver.get()) {
                code.run();
            }
        }

        private void ended() {
            isRunning.set(false);
            if (isOnce) {
                close();
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
