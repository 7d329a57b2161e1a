// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks at a process from outside. */
public final class Probe {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

    private Probe() {}

    /** Resident memory in bytes. */
    public static double resident(long pid) throws IOException {
        Matcher found = RESIDENT.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
        return found.find() ? Double.parseDouble(found.group(1)) * 1024 : 0;
    }

    /** Files and sockets that it has open. */
    public static long openFiles(long pid) throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return open.count();
        }
    }

    /** Whether it is a Java virtual machine. */
    public static boolean isJava(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .filter(command -> command.endsWith("/java"))
                .isPresent();
    }

    /** Bytes of objects in use after a full collection; empty if it is no JVM or does not tell. */
    public static OptionalDouble liveHeap(long pid) throws IOException {
        if (!isJava(pid)) {
            return OptionalDouble.empty();
        }
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        List<String> histogram = List.of(jcmd, String.valueOf(pid), "GC.class_histogram");
        Matcher total = TOTAL.matcher(Commands.ask(Path.of("/tmp"), PATIENCE, histogram).words());
        return total.find()
                ? OptionalDouble.of(Double.parseDouble(total.group(1)))
                : OptionalDouble.empty();
    }
}
