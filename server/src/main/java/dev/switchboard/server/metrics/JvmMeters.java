// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.metrics;

import java.lang.management.ClassLoadingMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadMXBean;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What happens inside the Java virtual machine: memory, its collection, threads, classes. */
public final class JvmMeters {

    private static final Label POOL = Label.upTo(16, "pool");
    private static final Label COLLECTOR = Label.upTo(8, "collector");

    private JvmMeters() {}

    /** Registers them all. */
    public static void register(Meters meters) {
        heap(meters, ManagementFactory.getMemoryMXBean());
        pools(meters);
        collectors(meters);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        meters.gauge(
                "switchboard_jvm_threads",
                "Platform threads; virtual ones are not among them.",
                threads::getThreadCount);
        ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
        meters.gauge(
                "switchboard_jvm_classes",
                "Loaded classes; should return to its base after plugins are reloaded.",
                classes::getLoadedClassCount);
    }

    private static void heap(Meters meters, MemoryMXBean memory) {
        meters.gauge(
                "switchboard_jvm_heap_used_bytes",
                "Heap in use, garbage included.",
                () -> memory.getHeapMemoryUsage().getUsed());
        meters.gauge(
                "switchboard_jvm_heap_committed_bytes",
                "Heap that the machine has set aside.",
                () -> memory.getHeapMemoryUsage().getCommitted());
        meters.gauge(
                "switchboard_jvm_heap_max_bytes",
                "Heap that there may be at most.",
                () -> memory.getHeapMemoryUsage().getMax());
        meters.gauge(
                "switchboard_jvm_nonheap_used_bytes",
                "Memory of classes and compiled code.",
                () -> memory.getNonHeapMemoryUsage().getUsed());
    }

    private static void pools(Meters meters) {
        Family<Reading> used =
                meters.gauge(
                        "switchboard_jvm_pool_used_bytes",
                        "Memory in use, by pool, garbage included.",
                        POOL);
        Family<Reading> live =
                meters.gauge(
                        "switchboard_jvm_pool_live_bytes",
                        "Memory in use when the pool was last collected: what is really needed.",
                        POOL);
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            used.of(pool.getName()).from(() -> in(pool.getUsage(), MemoryUsage::getUsed));
            if (pool.getCollectionUsage() != null) {
                live.of(pool.getName())
                        .from(() -> in(pool.getCollectionUsage(), MemoryUsage::getUsed));
            }
        }
    }

    private static void collectors(Meters meters) {
        Family<Reading> collections =
                meters.total(
                        "switchboard_jvm_gc_total",
                        "Garbage collections, by collector.",
                        COLLECTOR);
        Family<Reading> time =
                meters.total(
                        "switchboard_jvm_gc_seconds_total",
                        "Time spent in garbage collection, by collector.",
                        COLLECTOR);
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            collections.of(collector.getName()).from(collector::getCollectionCount);
            time.of(collector.getName()).from(() -> collector.getCollectionTime() / 1e3);
        }
    }

    /** A pool that is gone has no usage. */
    private static double in(@Nullable MemoryUsage usage, ToDoubleFunction<MemoryUsage> figure) {
        return usage == null ? Double.NaN : figure.applyAsDouble(usage);
    }
}
