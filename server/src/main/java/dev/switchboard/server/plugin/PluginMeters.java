// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import dev.switchboard.server.metrics.Label;
import dev.switchboard.server.metrics.Meters;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** The metrics of every plugin, whether it runs or not. */
record PluginMeters(Meters meters) {

    private static final Label PLUGIN = Label.upTo(500, "plugin");

    /** From now on shows this plugin. */
    void watch(String id, Supplier<PluginDescription> plugin) {
        show(
                "switchboard_plugin_up",
                "1 if the plugin runs and gets messages, 0 if it failed or is kept from them.",
                id,
                () -> plugin.get().state() == PluginState.Phase.RUNNING ? 1 : 0);
        show(
                "switchboard_plugin_calls_in_flight",
                "Calls of the plugin that have arrived and are not over.",
                id,
                () -> plugin.get().callsInFlight());
        show(
                "switchboard_plugin_stuck_calls",
                "Calls of the plugin that were interrupted and run on.",
                id,
                () -> plugin.get().stuckCalls());
    }

    private void show(String name, String help, String id, DoubleSupplier value) {
        var _ = meters.gauge(name, help, PLUGIN).of(id).from(value);
    }
}
