// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.server.log.LogSettings.Rotation;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatingFileTest {

    @TempDir Path folder;

    private final LongAdder lost = new LongAdder();
    private final Disk disk = new Disk();

    @Test
    void isPutAsideBeforeALineWouldMakeItTooLarge() throws IOException {
        write(new Rotation(folder.resolve("a.log"), 10, 2), "11111\n", "222\n", "3\n");
        assertThat(folder.resolve("a.log")).hasContent("3\n");
        assertThat(folder.resolve("a.1.log")).hasContent("11111\n222\n");
    }

    @Test
    void keepsNoMoreThanItShould() throws IOException {
        write(new Rotation(folder.resolve("a.log"), 1, 2), "1\n", "2\n", "3\n", "4\n", "5\n");
        assertThat(folder.resolve("a.log")).hasContent("5\n");
        assertThat(folder.resolve("a.1.log")).hasContent("4\n");
        assertThat(folder.resolve("a.2.log")).hasContent("3\n");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(3);
        }
    }

    @Test
    void keepsNothingIfItShouldNot() throws IOException {
        write(new Rotation(folder.resolve("log"), 1, 0), "1\n", "2\n");
        assertThat(folder).isDirectoryNotContaining("glob:**log.*");
        assertThat(folder.resolve("log")).hasContent("2\n");
    }

    @Test
    void goesOnWhereItEnded() throws IOException {
        Rotation rotation = new Rotation(folder.resolve("deep/er/log"), 10, 1);
        write(rotation, "11111\n");
        write(rotation, "2\n", "333\n");
        assertThat(folder.resolve("deep/er/log")).hasContent("333\n");
        assertThat(folder.resolve("deep/er/log.1")).hasContent("11111\n2\n");
    }

    @Test
    void aLineThatWasTornDoesNotSpoilTheNext() throws IOException {
        Path log = Files.writeString(folder.resolve("a.log"), "1\n{\"torn");
        write(new Rotation(log, 100, 1), "2\n", "3\n");
        assertThat(log).hasContent("1\n{\"torn\n2\n3\n");
    }

    @Test
    void aFileThatCannotBeOpenedIsAnError() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(
                        () -> RotatingFile.open(new Rotation(file.resolve("a.log"), 10, 1), lost))
                .isInstanceOf(FileSystemException.class);
    }

    @Test
    void aLineThatCannotBeWrittenIsCountedAndTheNextIsTriedAgain() throws IOException {
        Path log = folder.resolve("a.log");
        // A folder with something in it cannot be replaced by the file that is put aside.
        Path inTheWay = Files.createDirectories(folder.resolve("a.1.log/x"));
        try (RotatingFile file = RotatingFile.open(new Rotation(log, 3, 1), lost)) {
            file.write("1\n".getBytes(UTF_8));
            file.write("2\n".getBytes(UTF_8));
            assertThat(lost.sum()).isEqualTo(1);
            Files.delete(inTheWay);
            file.write("3\n".getBytes(UTF_8));
        }
        assertThat(lost.sum()).isEqualTo(1);
        assertThat(log).hasContent("3\n");
    }

    @Test
    void onAFullDiskALineMayBeTornAndTheNextOneIsWhole() throws IOException {
        Path log = folder.resolve("a.log");
        try (RotatingFile file = RotatingFile.open(new Rotation(log, 100, 1), lost, disk::open)) {
            file.write("{1}\n".getBytes(UTF_8));
            disk.room = 3;
            file.write("{\"torn\"}\n".getBytes(UTF_8));
            file.write("{\"lost\"}\n".getBytes(UTF_8));
            assertThat(lost.sum()).isEqualTo(2);
            disk.room = 5;
            file.write("{\"torn\"}\n".getBytes(UTF_8));
            disk.room = 100;
            file.write("{2}\n".getBytes(UTF_8));
            file.write("{3}\n".getBytes(UTF_8));
        }
        assertThat(log).hasContent("{1}\n{\"t\n{\"to\n{2}\n{3}\n");
        assertThat(lost.sum()).isEqualTo(3);
    }

    @Test
    void aNextFileThatCannotBeOpenedIsTriedAgain() throws IOException {
        Path log = folder.resolve("a.log");
        try (RotatingFile file = RotatingFile.open(new Rotation(log, 3, 2), lost, disk::open)) {
            file.write("1\n".getBytes(UTF_8));
            disk.opens = false;
            file.write("2\n".getBytes(UTF_8));
            file.write("3\n".getBytes(UTF_8));
            disk.opens = true;
            file.write("4\n".getBytes(UTF_8));
        }
        assertThat(lost.sum()).isEqualTo(2);
        assertThat(log).hasContent("4\n");
        assertThat(folder.resolve("a.1.log")).hasContent("1\n");
        assertThat(folder.resolve("a.2.log")).doesNotExist();
    }

    /** A disk that has room for so many bytes; what fits of a write is written. */
    private static final class Disk {

        private int room = 100;
        private boolean opens = true;

        OutputStream open(Path path) throws IOException {
            if (!opens) {
                throw new FileSystemException(path.toString(), null, "Too many open files");
            }
            return new FilterOutputStream(Files.newOutputStream(path, CREATE, APPEND)) {
                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    int fits = Math.min(room, length);
                    out.write(bytes, offset, fits);
                    room -= fits;
                    if (fits < length) {
                        throw new IOException("No space left on device");
                    }
                }

                @Override
                public void write(int one) throws IOException {
                    write(new byte[] {(byte) one}, 0, 1);
                }
            };
        }
    }

    private void write(Rotation rotation, String... lines) throws IOException {
        try (RotatingFile file = RotatingFile.open(rotation, lost)) {
            for (String line : lines) {
                file.write(line.getBytes(UTF_8));
            }
        }
        assertThat(lost.sum()).isZero();
    }
}
