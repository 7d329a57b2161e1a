// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.server;

import dev.switchboard.load.measure.ProcessSample;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Looks at a switch again and again, from a thread of its own, until it is closed. */
public final class Watch implements AutoCloseable {
    private static final Duration EACH = Duration.ofMillis(250);
    private static final long JOIN_MILLIS = 5_000;

    private final TargetSwitch target;
    private final Thread thread;
    private volatile boolean isOver;

    /** This object's thread writes, and when it has ended, whoever ends it. */
    private volatile Sight sight = new Sight(0, 0, 0, 0, 0, Map.of());

    /**
     * What was seen: the most of everything, and the last of what only grows.
     *
     * @param heap bytes in use, garbage included
     * @param defence how many the switch closed or refused, by code or reason
     */
    public record Sight(
            long heap,
            long resident,
            long openFiles,
            long connections,
            long rooms,
            Map<String, Long> defence) {
        /** Files that are no clients: hardly more than connections without a WebSocket. */
        public long pending() {
            return openFiles - connections;
        }
    }

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
        Metrics metrics = target.admin().metrics();
        Map<String, Long> defence = metrics.defence();
        sight =
                new Sight(
                        Math.max(sight.heap, metrics.figure("switchboard_jvm_heap_used_bytes")),
                        Math.max(
                                sight.resident,
                                ProcessSample.of(target.pid()).map(ProcessSample::peak).orElse(0L)),
                        Math.max(sight.openFiles, metrics.figure("switchboard_process_open_fds")),
                        Math.max(sight.connections, metrics.figure("switchboard_connections")),
                        Math.max(sight.rooms, metrics.figure("switchboard_rooms")),
                        defence.isEmpty() ? sight.defence : defence);
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
