// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.server;

import dev.switchboard.load.measure.ProcessSample;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at a switch again and again, from a thread of its own, until it is closed. */
public final class Watch implements AutoCloseable {
    private static final Duration EACH = Duration.ofMillis(250);
    private static final Pattern DEFENCE =
            Pattern.compile(
                    "(?m)^switchboard_(?:closes|refusals)_total\\{(?:code|reason)=\"(\\w+)\"\\} (\\S+)");

    /** Endings that the switch did not decide. */
    private static final Set<String> NOT_OURS = Set.of("by_client", "no_close");

    private static final long JOIN_MILLIS = 5_000;

    private final TargetSwitch target;
    private final Thread thread;
    private volatile boolean isOver;

    /** This object's thread writes, and when it has ended, whoever ends it. */
    private volatile Sight sight = new Sight(0, 0, 0, Map.of());

    /**
     * What was seen: the most of everything, and the last of what only grows.
     *
     * @param defence how many the switch closed or refused, by code or reason
     */
    public record Sight(long heap, long resident, long openFiles, Map<String, Long> defence) {}

    public Watch(TargetSwitch target) {
        this.target = target;
        thread = Thread.ofPlatform().name("watch").daemon().start(this::run);
    }

    /** Ends it, and tells what was seen. */
    public Sight end() {
        close();
        look();
        return sight;
    }

    private void run() {
        while (!isOver && target.isAlive()) {
            look();
            LockSupport.parkNanos(EACH.toNanos());
        }
    }

    private void look() {
        String metrics = target.admin().get("/metrics").orElse("");
        Map<String, Long> defence = defence(metrics);
        sight =
                new Sight(
                        Math.max(sight.heap, gauge(metrics, "switchboard_jvm_heap_used_bytes")),
                        Math.max(
                                sight.resident,
                                ProcessSample.of(target.pid()).map(ProcessSample::peak).orElse(0L)),
                        Math.max(sight.openFiles, gauge(metrics, "switchboard_process_open_fds")),
                        defence.isEmpty() ? sight.defence : defence);
    }

    private static Map<String, Long> defence(String metrics) {
        Map<String, Long> defence = new TreeMap<>();
        Matcher found = DEFENCE.matcher(metrics);
        while (found.find()) {
            long count = (long) Double.parseDouble(found.group(2));
            if (count > 0 && !NOT_OURS.contains(found.group(1))) {
                defence.merge(found.group(1), count, Long::sum);
            }
        }
        return defence;
    }

    /** 0 if it is not there. */
    private static long gauge(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() {
        isOver = true;
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
