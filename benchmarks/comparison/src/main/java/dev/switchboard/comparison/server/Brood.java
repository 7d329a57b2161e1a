// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.server;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Sees that no process outlives us, however we end. What we have started are our descendants, so
 * the system keeps the list.
 */
public final class Brood {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Brood() {}

    /** From now on, ending us ends everything that we have started. */
    public static void endWithUs() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endAll(descendants())));
    }

    /** Lets a process read nothing from us. */
    static void watch(Process process) {
        try {
            process.getOutputStream().close();
        } catch (java.io.IOException gone) {
            // It has ended already, and reads nothing either.
        }
    }

    /** Ends a process and all that it has started: first politely, then not. */
    public static void end(Process process) {
        endAll(Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList());
    }

    private static List<ProcessHandle> descendants() {
        return ProcessHandle.current().descendants().toList();
    }

    private static void endAll(List<ProcessHandle> processes) {
        processes.forEach(ProcessHandle::destroy);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (ProcessHandle process : processes) {
            if (!hasEnded(process, deadline - System.nanoTime())) {
                process.destroyForcibly();
                hasEnded(process, PATIENCE.toNanos());
            }
        }
    }

    private static boolean hasEnded(ProcessHandle process, long nanos) {
        try {
            process.onExit().get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException | ExecutionException still) {
            return !process.isAlive();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
