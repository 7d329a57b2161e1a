// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import java.util.Locale;

/** How far a plugin has come. */
public sealed interface PluginState {

    /** The way of a plugin on which nothing goes wrong. */
    enum Phase implements PluginState {
        /** The operator does not want it. */
        DISABLED,
        DISCOVERED,
        STARTING,
        RUNNING,
        STOPPING,
        STOPPED
    }

    /**
     * The plugin does not run. The cause is kept as a text, for an exception of the plugin's own
     * would keep its classes in memory.
     */
    record Failed(String cause) implements PluginState {}

    /** In one word, for people. */
    default String word() {
        return switch (this) {
            case Phase phase -> phase.name().toLowerCase(Locale.ROOT);
            case Failed _ -> "failed";
        };
    }

    /** In a sentence, for people: with the cause, if it failed. */
    default String sentence() {
        return switch (this) {
            case Phase _ -> "is " + word();
            case Failed failed -> "failed: " + failed.cause();
        };
    }
}
