// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.typesafe.config.ConfigFactory;
import dev.switchboard.api.MessagePlugin;
import dev.switchboard.server.plugin.Plugins;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.util.Collections;
import java.util.List;

/**
 * A plugin with the two files that would stand at the root of its jar. They are looked for where
 * its class is; without a {@code plugin.conf} there it is a plugin of the test's own.
 *
 * @param manifest the text of {@code plugin.conf}
 * @param reference the text of {@code reference.conf}; empty if there is none
 */
record PluginFiles(MessagePlugin plugin, String manifest, String reference) {

    private static final String MANIFEST = "plugin.conf";
    private static final String REFERENCE = "reference.conf";
    private static final String OF_THE_TEST = "id = tested, version = test, api = \"1.0\"";

    static PluginFiles of(MessagePlugin plugin) {
        try {
            var all = Collections.list(plugin.getClass().getClassLoader().getResources(MANIFEST));
            for (var manifest : all) {
                if (manifest.toString().startsWith(root(plugin)) || all.size() == 1) {
                    return new PluginFiles(plugin, text(manifest), reference(plugin, manifest));
                }
            }
            return new PluginFiles(plugin, OF_THE_TEST, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder or jar that the class of the plugin is in. */
    private static String root(MessagePlugin plugin) {
        String location =
                plugin.getClass().getProtectionDomain().getCodeSource().getLocation().toString();
        return location.endsWith(".jar") ? "jar:" + location + "!/" : location;
    }

    /** The other file beside the manifest. */
    private static String reference(MessagePlugin plugin, URL manifest) throws IOException {
        String place = manifest.toString();
        String wanted = place.substring(0, place.length() - MANIFEST.length()) + REFERENCE;
        List<URL> all =
                Collections.list(plugin.getClass().getClassLoader().getResources(REFERENCE));
        boolean isThere = all.stream().map(URL::toString).anyMatch(wanted::equals);
        return isThere ? text(URI.create(wanted).toURL()) : "";
    }

    private static String text(URL file) throws IOException {
        try (var in = file.openStream()) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    String id() {
        return ConfigFactory.parseString(manifest).getString("id");
    }

    void addTo(Plugins plugins) {
        plugins.present(plugin, manifest, reference);
    }
}
