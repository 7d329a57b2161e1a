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
 * A log file that is put aside before it becomes too large. Each write is one line, and no line is
 * torn between two files. A full disk loses lines, which are counted, but neither stops the switch
 * nor the log: the next line is tried again, on a line of its own.
 *
 * <p>Logback's own rotation looks at the size only now and then, keeps at most 20 files, and
 * reports to nobody that a file cannot be opened.
 *
 * <p>Used by one thread at a time.
 */
final class RotatingFile extends OutputStream {

    private final Rotation rotation;
    private final LongAdder lost;
    private OutputStream out;
    private long size;

    /** Whether the file ends within a line, or may. */
    private boolean isTorn;

    /**
     * Opens the file and goes on at its end.
     *
     * @param lost counts lines that could not be written
     */
    RotatingFile(Rotation rotation, LongAdder lost) throws IOException {
        this.rotation = rotation;
        this.lost = lost;
        Path folder = rotation.path().toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        this.size = Files.exists(rotation.path()) ? Files.size(rotation.path()) : 0;
        this.out = Files.newOutputStream(rotation.path(), CREATE, APPEND);
        this.isTorn = size > 0 && !endsALine(rotation.path(), size);
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
    public void write(byte[] line, int offset, int length) {
        try {
            if (size > 0 && size + length > rotation.bytes()) {
                putAside();
            }
            if (isTorn) {
                out.write('\n');
                size++;
                isTorn = false;
            }
            out.write(line, offset, length);
            size += length;
        } catch (IOException e) {
            isTorn = true; // perhaps a part of it was written
            lost.increment();
        }
    }

    @Override
    public void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private void putAside() throws IOException {
        Path path = rotation.path();
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
        OutputStream full = out;
        out = Files.newOutputStream(path, CREATE, APPEND);
        size = 0;
        isTorn = false;
        full.close();
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
