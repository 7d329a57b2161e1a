// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import dev.switchboard.server.config.binding.Constraints;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Where plugins are and how far they are trusted. {@code reference.conf} explains each key. All of
 * them hold single values or lists: in the section {@code plugins}, a section is that of the plugin
 * with its name.
 */
public record PluginsSettings(
        Path directory,
        Path data,
        List<String> mandatory,
        List<String> disabled,
        List<String> startFirst,
        Duration startTimeout,
        Duration drainTimeout,
        int quarantineFailures,
        Duration quarantineWindow,
        Duration taskDeadline,
        int runningCalls,
        int maxStuckCalls,
        int maxEvents) {

    public PluginsSettings {
        Duration shortest = Duration.ofMillis(100);
        Duration longest = Duration.ofHours(1);
        Constraints constraints =
                new Constraints()
                        .between("start-timeout", startTimeout, shortest, longest)
                        .between("drain-timeout", drainTimeout, Duration.ZERO, longest)
                        .atLeast("quarantine-failures", quarantineFailures, 1)
                        .between("quarantine-window", quarantineWindow, shortest, longest)
                        .between("task-deadline", taskDeadline, shortest, Duration.ofDays(1))
                        .atLeast("running-calls", runningCalls, 0)
                        .atLeast("max-stuck-calls", maxStuckCalls, 1)
                        .atLeast("max-events", maxEvents, 1);
        for (String id : mandatory) {
            constraints.require(
                    !disabled.contains(id), "mandatory", id + " stands in plugins.disabled too");
        }
        constraints.hold();
    }

    /** How many calls of one plugin may compute at once. */
    public int runningCallsOrShare() {
        return runningCalls > 0
                ? runningCalls
                : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }
}
