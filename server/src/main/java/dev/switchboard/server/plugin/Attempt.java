// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;

/**
 * Runs code of a plugin that may never come back, on a thread of its own with the plugin's class
 * loader as that of the thread. When its time is up, the thread is interrupted and left behind.
 */
final class Attempt {
    private Attempt() {}

    /**
     * Runs the code and waits for its end.
     *
     * @param what names the thread and the error, as in {@code start of the plugin chat}
     * @throws PluginRefused if it took too long
     * @throws ExecutionException with whatever it threw
     */
    static <T> T within(Duration limit, String what, ClassLoader loader, Callable<T> code)
            throws PluginRefused, ExecutionException, InterruptedException {
        FutureTask<T> outcome = new FutureTask<>(code);
        Thread thread =
                Thread.ofPlatform()
                        .daemon()
                        .name(what)
                        .inheritInheritableThreadLocals(false)
                        .unstarted(outcome);
        thread.setContextClassLoader(loader);
        thread.start();
        try {
            return outcome.get(limit.toNanos(), NANOSECONDS);
        } catch (TimeoutException late) {
            StackTraceElement[] standsAt = thread.getStackTrace();
            thread.interrupt();
            late.setStackTrace(standsAt);
            throw new PluginRefused(
                    "the %s took more than %s and was given up%s"
                            .formatted(what, text(limit), where(standsAt)),
                    late);
        } catch (InterruptedException hurried) {
            thread.interrupt();
            throw hurried;
        }
    }

    private static String where(StackTraceElement[] standsAt) {
        if (standsAt.length == 0) {
            return "";
        }
        // Where in the JDK it waits says little; the plugin's own frame does.
        String caller =
                Arrays.stream(standsAt)
                        .filter(frame -> frame.getModuleName() == null)
                        .findFirst()
                        .filter(frame -> !frame.equals(standsAt[0]))
                        .map(frame -> ", called from " + frame)
                        .orElse("");
        return "; it stood at " + standsAt[0] + caller;
    }

    private static String text(Duration limit) {
        return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }
}
