// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import com.codahale.metrics.health.HealthCheck;
import dev.switchboard.server.plugin.PluginDescription;
import dev.switchboard.server.plugin.PluginState.Failed;
import dev.switchboard.server.plugin.PluginState.Phase;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

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
        var troubled =
                plugins.get().stream().filter(each -> !(each.state() instanceof Phase)).toList();
        boolean isWell = troubled.stream().allMatch(each -> each.state() instanceof Failed);
        var result = isWell ? Result.builder().healthy() : Result.builder().unhealthy();
        if (!troubled.isEmpty()) {
            result.withMessage(
                    troubled.stream()
                            .map(each -> "plugin " + each.id() + " " + each.state().sentence())
                            .collect(Collectors.joining("; ")));
        }
        return result.build();
    }
}
