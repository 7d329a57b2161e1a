// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The settings that plugins have by default, found without running any of their code. */
public final class PluginDefaults {
    private PluginDefaults() {}

    /** The texts of their own {@code reference.conf}, by id. What cannot be read is left out. */
    public static Map<String, String> in(Path directory) {
        Map<String, String> defaults = new TreeMap<>();
        try {
            for (PluginFolder folder : PluginFolder.below(directory)) {
                try {
                    defaults.put(folder.id(), PluginJars.in(folder).reference());
                } catch (PluginRefused noPlugin) {
                    // Its start says why.
                }
            }
        } catch (IOException unreadable) {
            // The start of the plugins says why.
        }
        return defaults;
    }
}
