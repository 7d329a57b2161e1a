// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.cli;

import java.nio.file.Path;

/**
 * Where the switch lives. The home holds what was unpacked and may be read-only; the other four
 * stand in it unless an operator moved them.
 *
 * @param conf the configuration
 * @param data what plugins keep
 * @param logs log files
 * @param run what tells others of the running switch: its process, its addresses, its token
 */
public record Folders(Path home, Path conf, Path data, Path logs, Path run) {

    /** All folders where the tarball has them. */
    public static Folders in(Path home) {
        return new Folders(
                home,
                home.resolve("conf"),
                home.resolve("data"),
                home.resolve("logs"),
                home.resolve("run"));
    }

    /**
     * What a relative path of the configuration means: it starts at the home, and {@code
     * logs/switchboard.log} follows the logs to wherever they were moved.
     */
    public Path resolve(Path path) {
        if (path.isAbsolute() || path.toString().isEmpty()) {
            return path;
        }
        Path first = path.getName(0);
        Path folder =
                switch (first.toString()) {
                    case "conf" -> conf;
                    case "data" -> data;
                    case "logs" -> logs;
                    case "run" -> run;
                    default -> home.resolve(first);
                };
        return folder.resolve(first.relativize(path)).normalize();
    }
}
