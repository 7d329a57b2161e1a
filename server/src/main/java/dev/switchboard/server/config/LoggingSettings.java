// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import dev.switchboard.server.config.binding.Constraints;
import dev.switchboard.server.config.value.ByteSize;
import dev.switchboard.server.config.value.Rate;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.slf4j.event.Level;

/** What is logged, and where to. {@code reference.conf} explains each key. */
public record LoggingSettings(
        @NeedsRestart Format format,
        Level level,
        Map<String, Level> levels,
        Rate clientLines,
        @NeedsRestart Optional<Path> file,
        @NeedsRestart Optional<Path> auditFile,
        @NeedsRestart Rotation rotation) {

    public LoggingSettings {
        new Constraints()
                .require(clientLines.count() > 0, "client-lines", "must be at least one")
                .unlike(auditFile.isEmpty() || !auditFile.equals(file), "audit-file", "file")
                .hold();
    }

    /** How a line of the log looks. */
    public enum Format {
        TEXT,
        JSON
    }

    /** When a log file is put aside. */
    public record Rotation(ByteSize maxSize, int keep) {
        public Rotation {
            new Constraints()
                    .atLeast("max-size", maxSize, ByteSize.ofKibibytes(64))
                    .between("keep", keep, 0, 1_000)
                    .hold();
        }
    }
}
