// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The machine on which it all runs, as far as a reader must know it. */
public final class Surroundings {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Path CONGESTION = Path.of("/proc/sys/net/ipv4/tcp_congestion_control");

    private Surroundings() {}

    public static Map<String, String> of(Path root) throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(
                "Processors",
                "%d × %s"
                        .formatted(
                                Runtime.getRuntime().availableProcessors(),
                                find(PROCESSORS, "model name\\s*: (.*)")));
        facts.put("Memory", gibibytes(find(MEMORY, "MemTotal:\\s+(\\d+)")));
        facts.put("System", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("Open files", find(LIMITS, "Max open files\\s+(\\d+)"));
        facts.put("Congestion control", find(CONGESTION, "(\\w+)"));
        facts.put("Java of the generator", Runtime.version().toString());
        Commands.Outcome commit =
                Commands.ask(root, PATIENCE, List.of("git", "rev-parse", "--short", "HEAD"));
        facts.put("Commit", commit.exit() == 0 ? commit.words().strip() : "unknown");
        return facts;
    }

    private static String find(Path file, String pattern) throws IOException {
        if (!Files.isReadable(file)) {
            return "unknown";
        }
        Matcher found = Pattern.compile(pattern).matcher(Files.readString(file));
        return found.find() ? found.group(1).strip() : "unknown";
    }

    private static String gibibytes(String kilobytes) {
        return kilobytes.matches("\\d+")
                ? "%.0f GiB".formatted(Double.parseDouble(kilobytes) / (1 << 20))
                : kilobytes;
    }
}
