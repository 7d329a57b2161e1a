// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * What can be known of a plugin without running any of its code.
 *
 * @param paths its jars
 * @param main the jar that holds the manifest
 * @param manifest the text of the manifest
 * @param reference the text of the plugin's own defaults; empty if it has none
 */
record PluginJars(List<Path> paths, Path main, String manifest, String reference) {
    private static final String REFERENCE = "reference.conf";

    /** Looks through the jars of a folder. */
    static PluginJars in(PluginFolder folder) throws PluginRefused {
        try {
            List<Path> jars = folder.jars();
            if (jars.isEmpty()) {
                throw new PluginRefused("there is no jar in " + folder.path());
            }
            List<PluginJars> found = new ArrayList<>();
            for (Path jar : jars) {
                inspect(jar, jars, found);
            }
            return only(found, folder);
        } catch (IOException unreadable) {
            throw new PluginRefused(
                    "%s cannot be read: %s".formatted(folder.path(), unreadable), unreadable);
        }
    }

    /** Where the manifest stands, for errors. */
    String manifestPlace() {
        return main + "!/" + PluginManifest.FILE;
    }

    private static void inspect(Path jar, List<Path> all, List<PluginJars> found)
            throws IOException, PluginRefused {
        try (JarFile file = new JarFile(jar.toFile())) {
            refuseSharedClasses(jar, file);
            String manifest = text(file, PluginManifest.FILE);
            if (manifest != null) {
                String reference = text(file, REFERENCE);
                found.add(new PluginJars(all, jar, manifest, reference == null ? "" : reference));
            }
        } catch (IOException broken) {
            throw new PluginRefused(
                    "%s is not a jar that can be read: %s".formatted(jar, broken.getMessage()),
                    broken);
        }
    }

    /**
     * The classes would never be used, for the switch's own come first; but whoever has packed them
     * believes that they are, and may have packed another version.
     */
    private static void refuseSharedClasses(Path jar, JarFile file) throws PluginRefused {
        String bundled =
                file.stream()
                        .map(ZipEntry::getName)
                        .filter(name -> name.startsWith("dev/switchboard/api/"))
                        .filter(name -> name.endsWith(".class"))
                        .findFirst()
                        .orElse(null);
        if (bundled != null) {
            throw new PluginRefused(
                    "%s contains %s; the plugin API comes from the switch, leave it out of the jar (Maven: <scope>provided</scope>)"
                            .formatted(jar, bundled));
        }
    }

    private static PluginJars only(List<PluginJars> found, PluginFolder folder)
            throws PluginRefused {
        return switch (found.size()) {
            case 0 ->
                    throw new PluginRefused(
                            "no jar in %s has a %s at its root"
                                    .formatted(folder.path(), PluginManifest.FILE));
            case 1 -> found.getFirst();
            default ->
                    throw new PluginRefused(
                            "%s and %s both have a %s; a folder holds one plugin"
                                    .formatted(
                                            found.get(0).main(),
                                            found.get(1).main(),
                                            PluginManifest.FILE));
        };
    }

    private static @Nullable String text(JarFile file, String name) throws IOException {
        ZipEntry entry = file.getEntry(name);
        if (entry == null) {
            return null;
        }
        try (InputStream content = file.getInputStream(entry)) {
            return new String(content.readAllBytes(), UTF_8);
        }
    }
}
