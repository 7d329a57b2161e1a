// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.server;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;

/** Which process of this machine listens on a port; Linux tells by way of {@code /proc}. */
final class Listener {
    private static final String LISTENING = "0A";

    private Listener() {}

    /** Empty if it belongs to another user, or cannot be found. */
    static OptionalLong of(int port) {
        Set<String> sockets = new HashSet<>();
        try {
            for (String table : new String[] {"/proc/net/tcp", "/proc/net/tcp6"}) {
                collect(Path.of(table), port, sockets);
            }
            return sockets.isEmpty() ? OptionalLong.empty() : owner(sockets);
        } catch (IOException unknown) {
            return OptionalLong.empty();
        }
    }

    private static void collect(Path table, int port, Set<String> sockets) throws IOException {
        String end = ":%04X".formatted(port).toUpperCase(Locale.ROOT);
        for (String line : Files.readAllLines(table)) {
            String[] fields = line.strip().split(" +", -1);
            if (fields.length > 9 && fields[1].endsWith(end) && fields[3].equals(LISTENING)) {
                sockets.add("socket:[" + fields[9] + "]");
            }
        }
    }

    private static OptionalLong owner(Set<String> sockets) throws IOException {
        try (DirectoryStream<Path> processes =
                Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process.resolve("fd"), sockets)) {
                    return OptionalLong.of(Long.parseLong(process.getFileName().toString()));
                }
            }
        }
        return OptionalLong.empty();
    }

    private static boolean holds(Path descriptors, Set<String> sockets) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(descriptors)) {
            for (Path file : files) {
                if (sockets.contains(Files.readSymbolicLink(file).toString())) {
                    return true;
                }
            }
        } catch (IOException notOurs) {
            return false;
        }
        return false;
    }
}
