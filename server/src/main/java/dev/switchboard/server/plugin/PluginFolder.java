// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A folder that holds one plugin.
 *
 * @param id the name of the folder, which is the id of the plugin
 * @param path as the operator would write it
 */
record PluginFolder(String id, Path path) {

    /** The plugins below a folder, by name; none if there is no such folder. */
    static List<PluginFolder> below(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        return list(directory, Files::isDirectory).stream()
                .filter(path -> !name(path).startsWith("."))
                .map(path -> new PluginFolder(name(path), path))
                .toList();
    }

    /** Jars that lie beside the folders of plugins, where nobody looks for them. */
    static List<Path> strayJars(Path directory) throws IOException {
        return Files.isDirectory(directory)
                ? list(directory, path -> name(path).endsWith(".jar"))
                : List.of();
    }

    /** The jars of the plugin, in the order in which classes are looked up. */
    List<Path> jars() throws IOException {
        return list(path, jar -> name(jar).endsWith(".jar") && Files.isRegularFile(jar));
    }

    private static List<Path> list(Path directory, Predicate<Path> wanted) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(wanted).sorted().toList();
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
