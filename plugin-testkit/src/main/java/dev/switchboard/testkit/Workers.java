// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.testkit;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;

/**
 * Makes the virtual threads of handlers and scheduled tasks, and knows whether they are at work. A
 * thread that waits for something is not at work: it does nothing until something else happens. Any
 * thread.
 */
final class Workers implements ThreadFactory {

    private final ThreadFactory virtual = Thread.ofVirtual().factory();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    @Override
    public Thread newThread(Runnable task) {
        var thread = virtual.newThread(task);
        threads.add(thread);
        return thread;
    }

    /** Whether each has ended or waits. */
    boolean areIdle() {
        return unfinished().stream().allMatch(Workers::waits);
    }

    /** Those that have not ended. */
    List<Thread> unfinished() {
        threads.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
        return List.copyOf(threads);
    }

    private static boolean waits(Thread thread) {
        return switch (thread.getState()) {
            case BLOCKED, WAITING, TIMED_WAITING, TERMINATED -> true;
            case NEW, RUNNABLE -> false;
        };
    }
}
