// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.measure;

import dev.switchboard.load.client.Clock;
import dev.switchboard.load.result.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The machine that this process runs on. */
public final class MachineLoad {
    private static final double TICKS = 100;
    private static final int IDLE = 4;
    private static final int WAITING = 5;

    private MachineLoad() {}

    /**
     * Seconds of CPU that all cores have spent since some moment; 0 where unknown. It is the time
     * that they were not idle: that is measured, while the kernel guesses what they did by looking
     * a few hundred times a second, and whoever works in time with that, as one who sends 1,000
     * messages a second, was seen at half or twice what they spent.
     */
    public static double busy() {
        try {
            List<String> cores =
                    Files.readAllLines(Path.of("/proc/stat")).stream()
                            .filter(line -> line.matches("cpu\\d+ .*"))
                            .toList();
            double now = (double) Clock.now() / Clock.SECOND;
            double busy = 0;
            for (String core : cores) {
                String[] fields = core.split(" ", -1);
                double idle =
                        Double.parseDouble(fields[IDLE]) + Double.parseDouble(fields[WAITING]);
                busy += now - idle / TICKS;
            }
            return busy;
        } catch (IOException | NumberFormatException unknown) {
            return 0;
        }
    }

    public static Machine describe() {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                memory(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                Runtime.version().toString());
    }

    private static long memory() {
        try {
            return Files.readAllLines(Path.of("/proc/meminfo")).stream()
                            .filter(line -> line.startsWith("MemTotal:"))
                            .map(line -> line.replaceAll("\\D", ""))
                            .mapToLong(Long::parseLong)
                            .findFirst()
                            .orElse(0)
                    * 1024;
        } catch (IOException unknown) {
            return 0;
        }
    }
}
