// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import dev.switchboard.server.config.binding.ConfigurationException;
import dev.switchboard.server.config.binding.Mistake;
import dev.switchboard.server.config.binding.Place;
import dev.switchboard.server.config.binding.RecordBinder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One reading of all configuration files: the settings of the switch, and the sections of plugins,
 * which only the plugins understand. Immutable.
 */
public final class Configuration {
    private static final String MAIN = "switchboard.conf";
    private static final String PER_PLUGIN = "plugins.d";
    private static final String EXTENSION = ".conf";
    private static final String PLUGINS = "plugins";

    private final ConfigurationSources sources;
    private final Settings settings;
    private final Config values;
    private final SortedMap<String, Config> plugins;
    private final List<Mistake> warnings;

    private Configuration(ConfigurationSources sources, Config all, List<Mistake> warnings)
            throws ConfigurationException {
        this.warnings = warnings;
        this.sources = sources;
        // In the section plugins, each section belongs to the plugin of its name.
        SortedMap<String, Config> sections = new TreeMap<>();
        Config rest = all;
        if (all.root().get(PLUGINS) instanceof ConfigObject section) {
            for (Map.Entry<String, ConfigValue> entry : section.entrySet()) {
                if (entry.getValue() instanceof ConfigObject own) {
                    sections.put(entry.getKey(), own.toConfig());
                    rest = rest.withoutPath(ConfigUtil.joinPath(PLUGINS, entry.getKey()));
                }
            }
        }
        this.plugins = Collections.unmodifiableSortedMap(sections);
        this.values = rest;
        this.settings = RecordBinder.bind(Settings.class, values, BuiltIn.reference(), "");
    }

    /** Reads everything anew and checks it. */
    public static Configuration load(ConfigurationSources sources) throws ConfigurationException {
        HoconReader reader = new HoconReader();
        Config layers = BuiltIn.reference();
        if (sources.directory().isPresent()) {
            Path directory = sources.directory().get();
            layers = reader.file(directory.resolve(MAIN)).withFallback(layers);
            layers = perPlugin(directory.resolve(PER_PLUGIN), reader).withFallback(layers);
        }
        Variables variables = new Variables(sources.environment());
        variables
                .unknown(layers)
                .forEach((name, advice) ->
                        reader.warn(new Place("$" + name, 0), "unknown variable" + advice));
        return checked(sources, variables.settings().withFallback(layers), reader);
    }

    /** The defaults with a text in the place of {@code switchboard.conf}; for tests and tools. */
    public static Configuration of(String text) throws ConfigurationException {
        HoconReader reader = new HoconReader();
        Config layers = reader.text("text", text).withFallback(BuiltIn.reference());
        return checked(ConfigurationSources.none(), layers, reader);
    }

    /** What could not be read and what is wrong with the rest are told together. */
    private static Configuration checked(
            ConfigurationSources sources, Config layers, HoconReader reader)
            throws ConfigurationException {
        Substitutions substitutions = new Substitutions(reader);
        Config resolved = substitutions.resolve(layers, sources.environment());
        try {
            Configuration configuration = new Configuration(sources, resolved, reader.warnings());
            reader.finish();
            return configuration;
        } catch (ConfigurationException wrong) {
            throw reader.refusal(substitutions.withoutEchoes(wrong.mistakes()));
        }
    }

    public Settings settings() {
        return settings;
    }

    /** What is allowed in the files and the environment, but probably a mistake. */
    public List<Mistake> warnings() {
        return warnings;
    }

    /** Where this came from, to read it again. */
    public ConfigurationSources sources() {
        return sources;
    }

    /** The values of the switch as they were written, each with its origin. */
    Config values() {
        return values;
    }

    /** What was written for plugins, by the name of the plugin; there may be no such plugin. */
    public SortedMap<String, Config> plugins() {
        return plugins;
    }

    /**
     * The section of one plugin.
     *
     * @param reference the text of the plugin's own {@code reference.conf}, which holds the keys of
     *     its section and nothing else; empty if it has none
     */
    public PluginConfiguration plugin(String id, String reference) throws ConfigurationException {
        HoconReader reader = new HoconReader();
        Config defaults =
                new Substitutions(reader)
                        .resolve(
                                reader.text(id + "/" + BuiltIn.REFERENCE, reference),
                                sources.environment());
        reader.finish();
        if (defaults.isEmpty()) {
            defaults = ConfigFactory.empty(id + "/" + BuiltIn.REFERENCE);
        }
        Config own = plugins.get(id);
        Config values = own == null ? defaults : own.withFallback(defaults);
        return new PluginConfiguration(ConfigUtil.joinPath(PLUGINS, id), values, defaults);
    }

    private static Config perPlugin(Path directory, HoconReader reader) {
        Config sections = ConfigFactory.empty();
        if (!Files.isDirectory(directory)) {
            return sections;
        }
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(directory, Files::isRegularFile)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (!name.endsWith(EXTENSION)) {
                    if (!name.startsWith("README") && !name.startsWith(".")) {
                        reader.warn(
                                new Place(HoconReader.shown(file).toString(), 0),
                                "not read; settings of a plugin stand in <id>.conf");
                    }
                    continue;
                }
                String id = name.substring(0, name.length() - EXTENSION.length());
                Config section = reader.file(file).atPath(ConfigUtil.joinPath(PLUGINS, id));
                sections = sections.withFallback(section);
            }
        } catch (IOException unreadable) {
            reader.note(new Place(directory.toString(), 0), "cannot be listed: " + unreadable);
        }
        return sections;
    }
}
