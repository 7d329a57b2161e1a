// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.metrics;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * What the process takes from the machine: processor time, memory, file descriptors. What the
 * machine does not tell, such as file descriptors outside Unix, is left out.
 */
public final class ProcessMeters {

    private static final Path STATUS = Path.of("/proc/self/status");

    private ProcessMeters() {}

    /** Registers them all. */
    public static void register(Meters meters) {
        RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
        meters.gauge(
                "switchboard_process_start_time_seconds",
                "When the process started, in seconds since 1970.",
                () -> runtime.getStartTime() / 1e3);
        meters.gauge(
                "switchboard_process_uptime_seconds",
                "How long the process has been running.",
                () -> runtime.getUptime() / 1e3);
        meters.gauge(
                "switchboard_process_processors",
                "Processors that the process may use.",
                () -> Runtime.getRuntime().availableProcessors());
        if (ManagementFactory.getOperatingSystemMXBean()
                instanceof UnixOperatingSystemMXBean unix) {
            unix(meters, unix);
        }
        if (Files.isReadable(STATUS)) {
            meters.gauge(
                    "switchboard_process_resident_memory_bytes",
                    "Memory of the machine that the process occupies.",
                    ProcessMeters::residentMemory);
        }
        Family<Reading> buffers =
                meters.gauge(
                        "switchboard_process_buffers_bytes",
                        "Memory outside the heap held by buffers.",
                        Label.upTo(8, "pool"));
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            buffers.of(pool.getName()).from(pool::getMemoryUsed);
        }
    }

    /** Registers how many lines the log has dropped, and left out because clients cause them. */
    public static void registerLogs(Meters meters, LongSupplier dropped, LongSupplier clientLines) {
        meters.total(
                "switchboard_log_lines_dropped_total",
                "Log lines dropped because they could not be written, or not fast enough.",
                dropped::getAsLong);
        meters.total(
                "switchboard_log_client_lines_left_out_total",
                "Log lines that clients caused beyond logging.client-lines.",
                clientLines::getAsLong);
    }

    /** Registers how many threads are stuck. */
    public static void registerStuck(Meters meters, IntSupplier threads) {
        meters.gauge(
                "switchboard_stuck_threads",
                "Threads that everything depends on and that do not come round.",
                threads::getAsInt);
    }

    private static void unix(Meters meters, UnixOperatingSystemMXBean unix) {
        meters.total(
                "switchboard_process_cpu_seconds_total",
                "Processor time used, of all threads together.",
                () -> unix.getProcessCpuTime() / 1e9);
        meters.gauge(
                "switchboard_process_open_fds",
                "Open file descriptors; every connection needs one.",
                () -> openFiles(unix));
        meters.gauge(
                "switchboard_process_max_fds",
                "File descriptors that the process may have open.",
                unix::getMaxFileDescriptorCount);
        meters.gauge(
                "switchboard_system_load",
                "Threads of the whole machine that run or want to, averaged over a minute.",
                unix::getSystemLoadAverage);
    }

    /** To count them takes one: if that cannot be had, all are open. */
    private static long openFiles(UnixOperatingSystemMXBean unix) {
        try {
            return unix.getOpenFileDescriptorCount();
        } catch (InternalError noneLeft) {
            return unix.getMaxFileDescriptorCount();
        }
    }

    private static double residentMemory() {
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) * 1024)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            return Double.NaN;
        }
    }
}
