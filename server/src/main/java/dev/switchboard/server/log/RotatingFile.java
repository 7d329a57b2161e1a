// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.log;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import dev.switchboard.server.log.LogSettings.Rotation;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.LongAdder;

/**
 * A log file that is put aside before it becomes too large. No line is torn between two files.
 *
 * <p>Logback's own rotation looks at the size only now and then, keeps at most 20 files, and
 * reports to nobody that a file cannot be opened.
 *
 * <p>Used by one thread at a time.
 */
final class RotatingFile extends LineOutput {

    /** Opens a file to add to it; it is made if there is none. */
    @FunctionalInterface
    interface Opening {
        OutputStream open(Path path) throws IOException;
    }

    private final Rotation rotation;
    private final Opening opening;
    private long size;

    /**
     * Opens the file and goes on at its end.
     *
     * @param lost counts lines that could not be written
     */
    static RotatingFile open(Rotation rotation, LongAdder lost) throws IOException {
        return open(rotation, lost, path -> Files.newOutputStream(path, CREATE, APPEND));
    }

    static RotatingFile open(Rotation rotation, LongAdder lost, Opening opening)
            throws IOException {
        Path path = rotation.path();
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        long size = Files.exists(path) ? Files.size(path) : 0;
        OutputStream out = opening.open(path);
        boolean isTorn = size > 0 && !endsALine(path, size);
        return new RotatingFile(rotation, opening, out, size, isTorn, lost);
    }

    private RotatingFile(
            Rotation rotation,
            Opening opening,
            OutputStream out,
            long size,
            boolean isTorn,
            LongAdder lost) {
        super(out, isTorn, lost);
        this.rotation = rotation;
        this.opening = opening;
        this.size = size;
    }

    /** A process that was killed, or a full disk, may have left half a line. */
    private static boolean endsALine(Path path, long size) throws IOException {
        try (var file = Files.newByteChannel(path)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            file.position(size - 1).read(last);
            return last.get(0) == '\n';
        }
    }

    @Override
    void makeRoom(int length) throws IOException {
        if (size > 0 && size + length > rotation.bytes()) {
            putAside();
        }
    }

    @Override
    void written(int length) {
        size += length;
    }

    /**
     * If the next file could not be opened the last time, the full one is out of the way already.
     */
    private void putAside() throws IOException {
        Path path = rotation.path();
        if (Files.exists(path)) {
            moveAside(path);
        }
        OutputStream next = opening.open(path);
        size = 0;
        goOnIn(next);
    }

    private void moveAside(Path path) throws IOException {
        for (int number = rotation.keep() - 1; number > 0; number--) {
            if (Files.exists(aside(number))) {
                Files.move(aside(number), aside(number + 1), REPLACE_EXISTING);
            }
        }
        if (rotation.keep() > 0) {
            Files.move(path, aside(1), REPLACE_EXISTING);
        } else {
            Files.delete(path);
        }
    }

    /** {@code switchboard.log} is put aside as {@code switchboard.1.log}. */
    private Path aside(int number) {
        String name = String.valueOf(rotation.path().getFileName());
        int dot = name.lastIndexOf('.');
        String numbered =
                dot > 0
                        ? name.substring(0, dot) + "." + number + name.substring(dot)
                        : name + "." + number;
        return rotation.path().resolveSibling(numbered);
    }
}
