// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a process has spent until now, and what it holds, all threads together; from Linux's {@code
 * /proc}.
 *
 * @param user seconds of CPU in the process itself
 * @param system seconds of CPU in the kernel, for it
 * @param resident bytes of memory
 * @param peak bytes of memory at most, ever
 */
public record ProcessSample(double user, double system, long resident, long peak, int threads) {
    /** Linux counts in hundredths for everybody, whatever it uses within. */
    private static final double TICKS = 100;

    private static final int UTIME = 11;
    private static final int STIME = 12;

    /** Empty if there is no such process, or no such file system. */
    public static Optional<ProcessSample> of(long pid) {
        Path folder = Path.of("/proc", Long.toString(pid));
        try {
            String stat = Files.readString(folder.resolve("stat"));
            // The second field is the program's name and may hold anything, brackets too.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            String status = Files.readString(folder.resolve("status"));
            return Optional.of(
                    new ProcessSample(
                            Long.parseLong(fields[UTIME]) / TICKS,
                            Long.parseLong(fields[STIME]) / TICKS,
                            number(status, "VmRSS:") * 1024,
                            number(status, "VmHWM:") * 1024,
                            (int) number(status, "Threads:")));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    public double cpu() {
        return user + system;
    }

    private static long number(String status, String name) {
        return status.lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.replaceAll("\\D", ""))
                .findFirst()
                .map(Long::parseLong)
                .orElse(0L);
    }
}
