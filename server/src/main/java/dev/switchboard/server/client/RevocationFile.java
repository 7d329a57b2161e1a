// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps revocations over a restart: one line for each, in a file that only grows, and is written
 * anew at times. Each line is on the disk before it is believed. One thread at a time.
 */
final class RevocationFile {

    private static final Logger LOG = LoggerFactory.getLogger(RevocationFile.class);

    private final Path file;

    RevocationFile(Path folder) {
        this.file = folder.resolve("revocations");
    }

    /** All that is there. A line that the end of the machine cut off had not been believed. */
    List<Revocation> read() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<Revocation> all = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            try {
                all.add(Revocation.ofLine(line));
            } catch (IllegalArgumentException unreadable) {
                LOG.warn("a line of {} is no revocation and is left out", file, unreadable);
            }
        }
        return all;
    }

    /** Adds one. */
    void add(Revocation revocation) throws IOException {
        Files.createDirectories(file.getParent());
        append(file, List.of(revocation));
    }

    /** Writes it anew, with these alone. */
    void replace(Collection<Revocation> all) throws IOException {
        Files.createDirectories(file.getParent());
        Path next = file.resolveSibling("revocations.new");
        Files.deleteIfExists(next);
        append(next, all);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void append(Path to, Collection<Revocation> all) throws IOException {
        var lines = new StringBuilder();
        for (var revocation : all) {
            lines.append(revocation.toLine()).append('\n');
        }
        try (var channel =
                FileChannel.open(
                        to,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            channel.position(endOfWholeLines(channel));
            var bytes = ByteBuffer.wrap(lines.toString().getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.truncate(channel.position());
            channel.force(true);
        }
    }

    /** What follows is the beginning of a line that was cut off. */
    private static long endOfWholeLines(FileChannel channel) throws IOException {
        var one = ByteBuffer.allocate(1);
        for (long end = channel.size(); end > 0; end--) {
            channel.read(one.clear(), end - 1);
            if (one.get(0) == '\n') {
                return end;
            }
        }
        return 0;
    }
}
