// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import dev.switchboard.server.config.binding.Constraints;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Where plugins are and how far they are trusted. All keys here hold single values or lists: in the
 * section {@code plugins}, a section is that of the plugin with its name.
 *
 * @param directory one folder for each plugin; seen from the home folder
 * @param data below it each plugin has a folder for its data; seen from the home folder
 * @param mandatory without these the switch does not start
 * @param disabled these are not started
 * @param startTimeout how long a plugin may take to start
 * @param drainTimeout how long one may take to finish what it handles when it stops
 * @param quarantineFailures failures within {@code quarantineWindow} after which a plugin gets no
 *     messages for as long
 */
public record PluginsSettings(
        Path directory,
        Path data,
        List<String> mandatory,
        List<String> disabled,
        Duration startTimeout,
        Duration drainTimeout,
        int quarantineFailures,
        Duration quarantineWindow) {

    public PluginsSettings {
        Duration shortest = Duration.ofMillis(100);
        Duration longest = Duration.ofHours(1);
        Constraints constraints =
                new Constraints()
                        .between("start-timeout", startTimeout, shortest, longest)
                        .between("drain-timeout", drainTimeout, Duration.ZERO, longest)
                        .atLeast("quarantine-failures", quarantineFailures, 1)
                        .between("quarantine-window", quarantineWindow, shortest, longest);
        for (String id : mandatory) {
            constraints.require(
                    !disabled.contains(id), "mandatory", id + " stands in plugins.disabled too");
        }
        constraints.hold();
    }
}
