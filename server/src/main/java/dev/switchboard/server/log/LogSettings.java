// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.log;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.slf4j.event.Level;

/**
 * What is logged, and where to.
 *
 * @param json one JSON object per line, for machines, instead of text for people
 * @param level the level of every logger without one of its own
 * @param levels levels by the name of a logger, which hold for the loggers below it too
 * @param file where to; without one, the standard output
 * @param audit where the lines of the logger {@link LineKinds#AUDIT} go; without one, where all go
 */
public record LogSettings(
        boolean json,
        Level level,
        Map<String, Level> levels,
        Optional<Rotation> file,
        Optional<Rotation> audit) {

    public LogSettings {
        levels = Map.copyOf(levels);
    }

    /**
     * A log file that is put aside when it is full: {@code switchboard.log} becomes {@code
     * switchboard.1.log}, that one {@code switchboard.2.log}, and so on.
     *
     * @param bytes how large it may become
     * @param keep how many old ones are kept
     */
    public record Rotation(Path path, long bytes, int keep) {}
}
