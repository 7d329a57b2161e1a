// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import dev.switchboard.server.config.binding.ConfigurationException;
import dev.switchboard.server.config.binding.Mistake;
import dev.switchboard.server.config.binding.Place;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills in what <code>${…}</code> stands for: another key, or a variable of the environment. An
 * unknown name is noted and kept as text, so that the rest of the configuration can be checked too.
 * Belongs to one thread.
 */
final class Substitutions {
    private static final Pattern NAME = Pattern.compile("\\$\\{([^{}]+)}");

    private final HoconReader reader;
    private final Set<String> unset = new LinkedHashSet<>();

    Substitutions(HoconReader reader) {
        this.reader = reader;
    }

    /**
     * @throws ConfigurationException if the rest cannot be judged: names go round in a circle, or
     *     one that stands for nothing should have been a section or a list
     */
    Config resolve(Config values, Map<String, String> environment) throws ConfigurationException {
        Map<String, ConfigValue> variables = new Variables(environment).values();
        Config resolved = resolve(values.withFallback(ConfigValueFactory.fromMap(variables)));
        for (String name : variables.keySet()) {
            resolved = resolved.withoutPath(name);
        }
        for (String name : unset) {
            resolved = resolved.withoutPath(name);
        }
        return resolved;
    }

    /** Those mistakes that are not merely a name which stands for itself. */
    List<Mistake> withoutEchoes(List<Mistake> mistakes) {
        return mistakes.stream()
                .filter(mistake ->
                        unset.stream()
                                .map(Substitutions::itself)
                                .noneMatch(mistake.found()::contains))
                .toList();
    }

    private Config resolve(Config values) throws ConfigurationException {
        try {
            return values.resolve(ConfigResolveOptions.noSystem());
        } catch (ConfigException.UnresolvedSubstitution unresolved) {
            Matcher name = NAME.matcher(String.valueOf(unresolved.getMessage()));
            if (!name.find() || values.hasPathOrNull(name.group(1)) || !unset.add(name.group(1))) {
                reader.note(unresolved);
                throw reader.refusal(List.of());
            }
            String itself = itself(name.group(1));
            reader.note(
                    Place.of(unresolved.origin()),
                    itself + " stands for nothing, neither here nor in the environment");
            ConfigValue value =
                    ConfigValueFactory.fromAnyRef(itself).withOrigin(unresolved.origin());
            return resolve(values.withFallback(value.atPath(name.group(1))));
        } catch (ConfigException impossible) {
            if (unset.isEmpty()) {
                reader.note(impossible);
            }
            throw reader.refusal(List.of());
        }
    }

    private static String itself(String name) {
        return "${" + name + "}";
    }
}
