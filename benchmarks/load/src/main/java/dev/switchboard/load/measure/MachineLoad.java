// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.measure;

import dev.switchboard.load.result.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine that this process runs on. */
public final class MachineLoad {
    private static final double TICKS = 100;
    private static final int IDLE = 3;
    private static final int WAITING = 4;
    private static final int KINDS = 8;

    private MachineLoad() {}

    /** Seconds of CPU that all cores have spent since the machine started; 0 where unknown. */
    public static double busy() {
        try {
            String[] ticks =
                    Files.readString(Path.of("/proc/stat"))
                            .lines()
                            .findFirst()
                            .orElse("")
                            .replaceFirst("cpu +", "")
                            .split(" ", -1);
            long busy = 0;
            for (int i = 0; i < Math.min(KINDS, ticks.length); i++) {
                busy += i == IDLE || i == WAITING ? 0 : Long.parseLong(ticks[i]);
            }
            return busy / TICKS;
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
