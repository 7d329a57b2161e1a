// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import java.time.Instant;
import java.util.Locale;

/** How far a plugin has come. */
public sealed interface PluginState {

    /** The phases of a plugin while nothing goes wrong. */
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

    /** It runs, but failed too often and gets no messages until then. */
    record Quarantined(Instant until) implements PluginState {}

    /** It runs, but gets no messages while so many of its calls do not end. */
    record Blocked(int stuckCalls) implements PluginState {}

    /** In one word, for people. */
    default String word() {
        return switch (this) {
            case Phase phase -> phase.name().toLowerCase(Locale.ROOT);
            case Failed _ -> "failed";
            case Quarantined _ -> "quarantined";
            case Blocked _ -> "blocked";
        };
    }

    /** In a sentence, for people: with the cause, if it failed. */
    default String sentence() {
        return switch (this) {
            case Phase _ -> "is " + word();
            case Failed failed -> "failed: " + failed.cause();
            case Quarantined(Instant until) ->
                    "failed too often and gets no messages until " + until;
            case Blocked(int stuck) ->
                    "gets no messages: %d of its calls do not end".formatted(stuck);
        };
    }
}
