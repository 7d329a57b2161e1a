// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import dev.switchboard.server.config.binding.ConfigurationException;
import dev.switchboard.server.config.binding.Key;
import dev.switchboard.server.config.binding.Place;
import dev.switchboard.server.config.binding.Schema;
import dev.switchboard.server.config.value.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Every value that is in force, and where it comes from. Secrets are masked; in the sections of
 * plugins, whose types are not known here, by {@link Veil}.
 */
public record EffectiveConfiguration(List<Line> lines) {
    private static final String DEFAULT = "default";
    private static final int WIDEST_VALUE = 40;

    /**
     * One value.
     *
     * @param origin a file and line, a variable of the environment, or "default"
     */
    public record Line(String path, String value, String origin) {}

    /**
     * Everything.
     *
     * @param references the text of each plugin's own {@code reference.conf}, by its id
     */
    public static EffectiveConfiguration of(
            Configuration configuration, Map<String, String> references) {
        List<Line> lines = new ArrayList<>();
        for (Schema.Entry entry : Schema.of(Settings.class)) {
            ConfigValue value = configuration.values().getValue(entry.path());
            if (entry.component().getType() == Secret.class && !(value instanceof ConfigObject)) {
                lines.add(line(entry.path(), Veil.over(value), value));
            } else {
                unfold(entry.path(), value, lines);
            }
        }
        Set<String> plugins = new TreeSet<>(references.keySet());
        plugins.addAll(configuration.plugins().keySet());
        for (String id : plugins) {
            ConfigObject section = section(configuration, id, references.getOrDefault(id, ""));
            if (!section.isEmpty() || !references.containsKey(id)) {
                unfold(Key.join("plugins", id), section, lines);
            }
        }
        return new EffectiveConfiguration(List.copyOf(lines));
    }

    /** Only what was set by somebody. */
    public EffectiveConfiguration changed() {
        return new EffectiveConfiguration(
                lines.stream().filter(line -> !line.origin().equals(DEFAULT)).toList());
    }

    /** With the values of before, marked, at each of these keys that now has another. */
    EffectiveConfiguration waiting(Set<String> keys, EffectiveConfiguration before) {
        Map<String, Line> merged = new LinkedHashMap<>();
        lines.forEach(line -> merged.put(line.path(), line));
        for (Line old : before.lines) {
            boolean waits =
                    keys.stream()
                            .anyMatch(key ->
                                    old.path().equals(key) || old.path().startsWith(key + "."));
            Line next = merged.get(old.path());
            String value = next == null ? "nothing" : next.value();
            if (waits && !value.equals(old.value())) {
                String mark = "needs a restart to become " + value;
                merged.put(old.path(), new Line(old.path(), old.value(), mark));
            }
        }
        return new EffectiveConfiguration(List.copyOf(merged.values()));
    }

    /** In columns, for a terminal. */
    public String table() {
        int paths = lines.stream().mapToInt(line -> line.path().length()).max().orElse(0);
        int values = lines.stream().mapToInt(line -> line.value().length()).max().orElse(0);
        String format = "%-" + paths + "s  %-" + Math.min(values, WIDEST_VALUE) + "s  %s%n";
        StringBuilder table = new StringBuilder();
        for (Line line : lines) {
            table.append(format.formatted(line.path(), line.value(), line.origin()));
        }
        return table.toString();
    }

    private static ConfigObject section(Configuration configuration, String id, String reference) {
        try {
            return configuration.plugin(id, reference).values().root();
        } catch (ConfigurationException broken) {
            return configuration.plugins().getOrDefault(id, ConfigFactory.empty()).root();
        }
    }

    /** Each value within a section on a line of its own: they can come from different files. */
    private static void unfold(String path, ConfigValue value, List<Line> lines) {
        if (value instanceof ConfigObject section && !section.isEmpty()) {
            new TreeMap<>(section)
                    .forEach((key, inner) ->
                            unfold(Key.join(path, ConfigUtil.joinPath(key)), inner, lines));
        } else {
            lines.add(line(path, Veil.over(path, value), value));
        }
    }

    private static Line line(String path, ConfigValue shown, ConfigValue value) {
        String source = Place.of(value.origin()).source();
        boolean isDefault =
                source.equals(BuiltIn.REFERENCE)
                        || (path.startsWith("plugins.")
                                && source.endsWith("/" + BuiltIn.REFERENCE)
                                && value.origin().filename() == null);
        return new Line(
                path, text(shown), isDefault ? DEFAULT : Place.of(value.origin()).toString());
    }

    private static String text(ConfigValue value) {
        String text = value.render(ConfigRenderOptions.concise());
        boolean plain = text.startsWith("\"") && text.length() > 2 && text.indexOf('\\') < 0;
        return plain ? text.substring(1, text.length() - 1) : text;
    }
}
