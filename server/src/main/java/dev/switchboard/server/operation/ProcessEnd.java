// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.operation;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import dev.switchboard.server.cli.ExitCode;
import dev.switchboard.server.time.StuckThread;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process when the switch says so: not before, when a plugin calls {@code System.exit},
 * and not much later, when a plugin does not give a thread back. Any thread.
 */
public final class ProcessEnd {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessEnd.class);

    /** How long the log may take to write its last lines. */
    private static final Duration LAST_LINES = Duration.ofMillis(300);

    /** Set when the switch has said its last word. */
    private volatile boolean isExpected;

    /** From now on nobody else may end the process, unless it is a signal. */
    public void watch() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::judge, "end of the process"));
    }

    /** Ends the process, with this code. */
    public void exit(ExitCode code) {
        isExpected = true;
        System.exit(code.number());
    }

    /**
     * Ends the process by force if it still lives after so long.
     *
     * @param ending the thread that ends it in good order
     */
    void within(Duration limit, Thread ending) {
        Thread.ofPlatform()
                .daemon()
                .name("bound of the end")
                .start(() -> {
                    long due = System.nanoTime() + limit.toNanos();
                    for (long left = limit.toNanos(); left > 0; left = due - System.nanoTime()) {
                        LockSupport.parkNanos(left);
                    }
                    LOG.atError()
                            .addKeyValue("seconds", limit.toSeconds())
                            .setCause(new StuckThread(ending))
                            .log("the switch does not end by itself, and is ended by force");
                    halt("Switchboard did not end within " + limit.toSeconds() + " s.");
                });
    }

    private void judge() {
        if (isExpected) {
            return;
        }
        String who = whoCallsExit();
        if (who.contains("java.lang.Terminator")) {
            return; // a signal before the switch listens to any
        }
        LOG.error(
                "a plugin or library has called System.exit, which only the switch may: {}",
                inShort(who));
        halt("Something inside has called System.exit, which only the switch may:\n" + who);
    }

    /** The name of the thread and the code of plugins in its stack, on one line. */
    private static String inShort(String who) {
        return who.lines()
                .filter(line -> line.startsWith("#") || line.contains("//"))
                .map(String::strip)
                .collect(Collectors.joining(", "));
    }

    /**
     * The thread that waits for this one, with its name and stack. Only a dump of threads shows
     * virtual ones, on which most code of plugins runs.
     */
    private static String whoCallsExit() {
        try {
            Path folder = Files.createTempDirectory("switchboard");
            Path file = folder.resolve("threads.txt");
            try {
                ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                        .dumpThreads(file.toString(), ThreadDumpFormat.TEXT_PLAIN);
                return Arrays.stream(Files.readString(file).split("\n\n"))
                        .filter(thread -> thread.contains("java.lang.Shutdown.exit("))
                        .findFirst()
                        .orElse("it cannot be found out by whom");
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException e) {
            return "it cannot be found out by whom: " + e;
        }
    }

    private static void halt(String why) {
        System.err.println(why);
        LockSupport.parkNanos(LAST_LINES.toNanos());
        Runtime.getRuntime().halt(ExitCode.BY_FORCE.number());
    }
}
