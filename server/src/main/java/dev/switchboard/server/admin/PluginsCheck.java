// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import com.codahale.metrics.health.HealthCheck;
import dev.switchboard.server.plugin.PluginDescription;
import dev.switchboard.server.plugin.PluginState.Failed;
import dev.switchboard.server.plugin.PluginState.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A health check that names the plugins that do not work. One that failed to start is named only:
 * the switch was allowed to start without it. One that ran and gets no messages now is unwell.
 */
public final class PluginsCheck extends HealthCheck {

    private final Supplier<List<PluginDescription>> plugins;

    public PluginsCheck(Supplier<List<PluginDescription>> plugins) {
        this.plugins = plugins;
    }

    @Override
    protected Result check() {
        boolean isWell = true;
        List<String> troubles = new ArrayList<>();
        for (var plugin : plugins.get()) {
            if (!(plugin.state() instanceof Phase)) {
                troubles.add("plugin " + plugin.id() + " " + plugin.state().sentence());
                isWell &= plugin.state() instanceof Failed;
            }
        }
        var result = Result.builder();
        if (isWell) {
            result.healthy();
        } else {
            result.unhealthy();
        }
        return (troubles.isEmpty() ? result : result.withMessage(String.join("; ", troubles)))
                .build();
    }
}
