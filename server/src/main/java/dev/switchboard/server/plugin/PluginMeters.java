// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import dev.switchboard.server.metrics.Family;
import dev.switchboard.server.metrics.Label;
import dev.switchboard.server.metrics.Meters;
import dev.switchboard.server.metrics.Reading;
import java.util.function.Supplier;

/** The metrics of every plugin, whether it runs or not. */
final class PluginMeters {

    private static final int MOST_PLUGINS = 500;

    private final Family<Reading> up;
    private final Family<Reading> callsInFlight;
    private final Family<Reading> stuckCalls;

    PluginMeters(Meters meters) {
        var label = Label.upTo(MOST_PLUGINS, "plugin");
        up =
                meters.gauge(
                        "switchboard_plugin_up",
                        "1 if the plugin runs and gets messages, 0 if it failed or is kept from them.",
                        label);
        callsInFlight =
                meters.gauge(
                        "switchboard_plugin_calls_in_flight",
                        "Calls of the plugin that have arrived and are not over.",
                        label);
        stuckCalls =
                meters.gauge(
                        "switchboard_plugin_stuck_calls",
                        "Calls of the plugin that were interrupted and run on.",
                        label);
    }

    /** From now on shows this plugin. */
    void watch(String id, Supplier<PluginDescription> plugin) {
        var _ = up.of(id).from(() -> plugin.get().state() == PluginState.Phase.RUNNING ? 1 : 0);
        var _ = callsInFlight.of(id).from(() -> plugin.get().callsInFlight());
        var _ = stuckCalls.of(id).from(() -> plugin.get().stuckCalls());
    }
}
