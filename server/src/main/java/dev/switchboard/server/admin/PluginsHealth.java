// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import com.codahale.metrics.health.HealthCheck;
import dev.switchboard.server.plugin.PluginDescription;
import dev.switchboard.server.plugin.PluginState;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A health check that names the plugins that failed or get no messages. */
public final class PluginsHealth extends HealthCheck {

    private final Supplier<List<PluginDescription>> plugins;

    public PluginsHealth(Supplier<List<PluginDescription>> plugins) {
        this.plugins = plugins;
    }

    @Override
    protected Result check() {
        String broken =
                plugins.get().stream()
                        .filter(PluginsHealth::isBroken)
                        .map(plugin -> plugin.id() + " " + plugin.state().sentence())
                        .collect(Collectors.joining("; "));
        return broken.isEmpty() ? Result.healthy() : Result.unhealthy("%s", broken);
    }

    private static boolean isBroken(PluginDescription plugin) {
        return switch (plugin.state()) {
            case PluginState.Phase _ -> false;
            case PluginState.Failed _, PluginState.Quarantined _, PluginState.Blocked _ -> true;
        };
    }
}
