// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import dev.switchboard.api.Hub;
import dev.switchboard.server.codec.Shapes;
import dev.switchboard.server.config.Configuration;
import dev.switchboard.server.delivery.MemoryBudget;
import dev.switchboard.server.metrics.Meters;
import dev.switchboard.server.routing.PluginCalls;
import dev.switchboard.server.time.Time;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * The parts of the switch that plugins use.
 *
 * @param places what a relative path of the configuration means
 * @param calls runs their code
 * @param memory limits what they cause
 */
public record Host(
        Hub hub,
        Shapes shapes,
        Configuration configuration,
        Meters meters,
        Time time,
        UnaryOperator<Path> places,
        PluginCalls calls,
        MemoryBudget memory) {

    @Inject
    public Host {}

    /** Where what outlives a restart is kept. */
    public Path data() {
        return places.apply(configuration.settings().plugins().data());
    }
}
