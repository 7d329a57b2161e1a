// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import dev.switchboard.server.config.binding.Key;
import dev.switchboard.server.config.binding.Place;
import dev.switchboard.server.config.binding.Schema;
import dev.switchboard.server.config.value.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Every value that a configuration comes to, and who said so. Secrets are masked; in the sections
 * of plugins, whose types are not known here, by the names of their keys.
 */
public record EffectiveConfiguration(List<Line> lines) {
    private static final String DEFAULT = "default";
    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i).*(password|passphrase|secret|token|credential|(^|[.-])key$).*");
    private static final int WIDEST_VALUE = 40;

    /**
     * One value.
     *
     * @param origin a file and line, a variable of the environment, or "default"
     */
    public record Line(String path, String value, String origin) {}

    public static EffectiveConfiguration of(Configuration configuration) {
        List<Line> lines = new ArrayList<>();
        Config values = configuration.values();
        for (Schema.Entry entry : Schema.of(Settings.class)) {
            ConfigValue value = values.getValue(entry.path());
            if (entry.component().getType() == Secret.class) {
                lines.add(line(entry.path(), masked(value), value));
            } else {
                unfold(entry.path(), value, false, lines);
            }
        }
        configuration
                .plugins()
                .forEach((id, section) ->
                        unfold(Key.join("plugins", id), section.root(), true, lines));
        return new EffectiveConfiguration(List.copyOf(lines));
    }

    /** Only what somebody said. */
    public EffectiveConfiguration changed() {
        return new EffectiveConfiguration(
                lines.stream().filter(line -> !line.origin().equals(DEFAULT)).toList());
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

    /** Each value within a section on a line of its own: they can come from different files. */
    private static void unfold(String path, ConfigValue value, boolean mask, List<Line> lines) {
        if (value instanceof ConfigObject section && !section.isEmpty()) {
            new TreeMap<>(section)
                    .forEach((key, inner) ->
                            unfold(Key.join(path, ConfigUtil.joinPath(key)), inner, mask, lines));
        } else {
            boolean secret = mask && SECRET_NAME.matcher(path).matches();
            lines.add(line(path, secret ? masked(value) : text(value), value));
        }
    }

    private static Line line(String path, String text, ConfigValue value) {
        Place place = Place.of(value.origin());
        boolean isDefault = place.source().equals(BuiltIn.REFERENCE);
        return new Line(path, text, isDefault ? DEFAULT : place.toString());
    }

    /** An empty secret is no secret, and worth seeing. */
    private static String masked(ConfigValue value) {
        String text = text(value);
        return text.equals("\"\"") ? text : Secret.MASK;
    }

    private static String text(ConfigValue value) {
        String text = value.render(ConfigRenderOptions.concise());
        boolean plain = text.startsWith("\"") && text.length() > 2 && text.indexOf('\\') < 0;
        return plain ? text.substring(1, text.length() - 1) : text;
    }
}
