// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.server.log.LogSettings.Rotation;
import java.io.IOException;
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
        assertThatThrownBy(() -> new RotatingFile(new Rotation(file.resolve("a.log"), 10, 1), lost))
                .isInstanceOf(FileSystemException.class);
    }

    @Test
    void aLineThatCannotBeWrittenIsCountedAndTheNextIsTriedAgain() throws IOException {
        Path log = folder.resolve("a.log");
        // A folder with something in it cannot be replaced by the file that is put aside.
        Path inTheWay = Files.createDirectories(folder.resolve("a.1.log/x"));
        try (RotatingFile file = new RotatingFile(new Rotation(log, 3, 1), lost)) {
            file.write("1\n".getBytes(UTF_8));
            file.write("2\n".getBytes(UTF_8));
            assertThat(lost.sum()).isEqualTo(1);
            Files.delete(inTheWay);
            file.write("3\n".getBytes(UTF_8));
        }
        assertThat(lost.sum()).isEqualTo(1);
        assertThat(log).hasContent("3\n");
    }

    private void write(Rotation rotation, String... lines) throws IOException {
        try (RotatingFile file = new RotatingFile(rotation, lost)) {
            for (String line : lines) {
                file.write(line.getBytes(UTF_8));
            }
        }
        assertThat(lost.sum()).isZero();
    }
}
