// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where a configuration comes from. What stands further up wins:
 *
 * <ol>
 *   <li>{@code environment}: the variables that {@code environment.conf} lists
 *   <li>{@code conf/plugins.d/<id>.conf}: the section of one plugin
 *   <li>{@code conf/switchboard.conf}
 *   <li>{@code reference.conf}: the defaults
 * </ol>
 *
 * @param directory the folder {@code conf}; without one there are only defaults
 */
public record ConfigurationSources(Optional<Path> directory, Map<String, String> environment) {

    public ConfigurationSources {
        environment = Map.copyOf(environment);
    }

    /** A folder and the environment of this process. */
    public static ConfigurationSources in(Path directory) {
        return new ConfigurationSources(Optional.of(directory), System.getenv());
    }

    /** Nothing but defaults. */
    public static ConfigurationSources none() {
        return new ConfigurationSources(Optional.empty(), Map.of());
    }
}
