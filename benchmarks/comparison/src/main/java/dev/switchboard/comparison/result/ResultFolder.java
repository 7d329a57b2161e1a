// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.result;

import dev.switchboard.load.result.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a comparison is kept: {@code session.json} and, one a line, {@code samples.jsonl}. A line
 * is written as soon as it is known, so that what was measured before an interruption stays.
 */
public record ResultFolder(Path path) {

    /** A folder to write into. */
    public static ResultFolder create(Path path) throws IOException {
        return new ResultFolder(Files.createDirectories(path));
    }

    public void write(Session session) throws IOException {
        Files.writeString(path.resolve("session.json"), Records.write(session));
    }

    public void add(Sample sample) throws IOException {
        Files.writeString(
                path.resolve("samples.jsonl"),
                Records.write(sample),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    public Session session() throws IOException {
        return Records.read(Session.class, Files.readString(path.resolve("session.json")));
    }

    public Samples samples() throws IOException {
        List<Sample> samples = new ArrayList<>();
        for (String line : Files.readAllLines(path.resolve("samples.jsonl"))) {
            samples.add(Records.read(Sample.class, line));
        }
        return new Samples(samples);
    }
}
