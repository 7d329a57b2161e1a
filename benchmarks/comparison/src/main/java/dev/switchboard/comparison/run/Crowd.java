// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.run;

import dev.switchboard.comparison.result.Measure;
import dev.switchboard.comparison.server.Brood;
import dev.switchboard.comparison.server.Probe;
import dev.switchboard.comparison.server.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.locks.LockSupport;

/** Runs in which something is to be done while many are connected. */
final class Crowd {
    /** Those who are only there, while others talk. */
    static final List<String> OTHERS =
            List.of(
                    "idle",
                    "--connections",
                    "9000",
                    "--room-size",
                    "10",
                    "--warmup",
                    "0s",
                    "--duration",
                    "60s");

    private static final int MANY = 9_000;
    private static final int IDLE = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Crowd() {}

    /** How a run ended and what was seen meanwhile. */
    record Seen(Bench.Outcome outcome, Map<String, Double> figures) {}

    /** Looks at the heap of a JVM while all are connected. */
    static Seen watch(
            List<String> words, Duration planned, RunningServer server, OptionalDouble before)
            throws IOException {
        Path folder = Files.createTempDirectory("bench");
        Path json = folder.resolve("result.json");
        Path complaints = folder.resolve("complaints");
        long open = Probe.openFiles(server.pid());
        try {
            Process process = Bench.start(words, json, complaints);
            Map<String, Double> figures = new HashMap<>();
            if (before.isPresent() && isCrowded(process, server, open + IDLE)) {
                // Resident memory is read when the last has come; a collection must not meddle.
                pause(Duration.ofMillis(800));
                OptionalDouble with = Probe.liveHeap(server.pid());
                if (with.isPresent()) {
                    figures.put(
                            Measure.LIVE_HEAP_EACH.key(),
                            (with.getAsDouble() - before.getAsDouble()) / IDLE);
                }
            }
            return new Seen(Bench.outcome(process, json, complaints, planned), figures);
        } finally {
            delete(folder, json, complaints);
        }
    }

    /** Measures while others are connected who say nothing. */
    static Seen aside(
            List<String> others, List<String> words, Duration planned, RunningServer server)
            throws IOException {
        Path folder = Files.createTempDirectory("bench");
        Path json = folder.resolve("result.json");
        Path complaints = folder.resolve("complaints");
        long open = Probe.openFiles(server.pid());
        Process crowd = Bench.start(others, json, complaints);
        try {
            if (!isCrowded(crowd, server, open + MANY)) {
                return new Seen(new Bench.Outcome(null, "the others did not come"), Map.of());
            }
            pause(Duration.ofMillis(500));
            return new Seen(Bench.run(words, planned), Map.of());
        } finally {
            Brood.end(crowd);
            delete(folder, json, complaints);
        }
    }

    /** Lets time pass: what is measured is a process that does nothing. */
    static void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Waits until the server has that many files open. */
    private static boolean isCrowded(Process crowd, RunningServer server, long files)
            throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (crowd.isAlive() && server.isAlive() && System.nanoTime() < deadline) {
            if (Probe.openFiles(server.pid()) >= files) {
                return true;
            }
            pause(Duration.ofMillis(50));
        }
        return false;
    }

    private static void delete(Path folder, Path... files) throws IOException {
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(folder);
    }
}
