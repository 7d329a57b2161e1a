// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config.binding;

import com.typesafe.config.ConfigObject;
import dev.switchboard.server.text.Spelling;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds keys that the configuration does not know.
 *
 * @param root the outermost record
 * @param rootPath where it stands, as in {@code plugins.chat}; empty for the whole
 */
record KnownKeys(Class<?> root, String rootPath) {
    private static final String PLUGIN = "plugins.";

    void check(Class<?> type, String path, ConfigObject section, Mistakes mistakes) {
        List<String> known = Arrays.stream(type.getRecordComponents()).map(Key::of).toList();
        section.forEach((key, value) -> {
            if (!known.contains(key)) {
                String advice = Spelling.advice(meant(key, path, known));
                mistakes.noteKey(Key.join(path, key), value, "unknown key" + advice);
            }
        });
    }

    boolean areOfPlugin() {
        return rootPath.startsWith(PLUGIN);
    }

    /** Where else a key that has no value may get one: a plugin's has two places. */
    String placeForDefaults() {
        return areOfPlugin()
                ? ", here or in conf/plugins.d/" + rootPath.substring(PLUGIN.length()) + ".conf"
                : "";
    }

    /** A key of this section that is spelled alike, or else one of that name in another section. */
    private Optional<String> meant(String key, String path, List<String> known) {
        return Spelling.nearest(key, known)
                .map(nearest -> Key.join(path, nearest))
                .or(() -> elsewhere(key));
    }

    private Optional<String> elsewhere(String key) {
        return Schema.of(root).stream()
                .map(Schema.Entry::path)
                .filter(path -> path.endsWith("." + key))
                .map(path -> Key.join(rootPath, path))
                .findFirst();
    }
}
