// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.switchboard.server.config.HoconReader;
import dev.switchboard.server.config.binding.ConfigurationException;
import dev.switchboard.server.config.binding.Constraints;
import dev.switchboard.server.config.binding.RecordBinder;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a plugin says of itself, in the {@code plugin.conf} at the root of its main jar.
 *
 * @param id its name everywhere: of its folder, its configuration, its metrics, its log
 * @param version its own version, any text
 * @param api the version of the API that it was made for
 * @param after the plugins that start before this one, if they are there
 * @param description one sentence for the operator; may be empty
 */
record PluginManifest(
        String id, String version, String api, List<String> after, String description) {

    /** The name of the file. */
    static final String FILE = "plugin.conf";

    private static final Config DEFAULTS =
            ConfigFactory.parseString("after = [], description = \"\"");
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,63}");
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,63}");

    PluginManifest {
        new Constraints()
                .require(
                        ID.matcher(id).matches(),
                        "id",
                        "must be a lower case letter and up to 63 more, digits and dashes")
                .require(
                        VERSION.matcher(version).matches(),
                        "version",
                        "must be letters, digits and dots, as in 1.0.0")
                .require(ApiVersion.isWellFormed(api), "api", "must be major.minor, as in 1.0")
                .hold();
    }

    /** The manifest of a plugin that belongs to the program itself. */
    static PluginManifest builtIn(String id) {
        return new PluginManifest(
                id, "built-in", ApiVersion.CURRENT.toString(), List.of(), "Part of the switch.");
    }

    /**
     * Reads a manifest and checks that this switch can serve the plugin.
     *
     * @param place where the text stands, for errors
     */
    static PluginManifest read(String text, String place) throws PluginRefused {
        try {
            HoconReader reader = new HoconReader();
            Config values = reader.text(place, text);
            reader.finish();
            return RecordBinder.bind(
                            PluginManifest.class, values.withFallback(DEFAULTS), DEFAULTS, "")
                    .checked(place);
        } catch (ConfigurationException mistakes) {
            throw new PluginRefused(String.valueOf(mistakes.getMessage()));
        }
    }

    private PluginManifest checked(String place) throws PluginRefused {
        if (!ApiVersion.CURRENT.serves(ApiVersion.parse(api))) {
            throw new PluginRefused(
                    "%s: the plugin was made for version %s of the plugin API; this switch has %s and serves %d.0 to %s"
                            .formatted(
                                    place,
                                    api,
                                    ApiVersion.CURRENT,
                                    ApiVersion.CURRENT.major(),
                                    ApiVersion.CURRENT));
        }
        return this;
    }
}
