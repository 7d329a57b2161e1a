// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.plugin.PluginDescription;
import dev.switchboard.server.plugin.PluginState;
import dev.switchboard.server.plugin.PluginState.Failed;
import dev.switchboard.server.plugin.PluginState.Phase;
import java.util.List;
import org.junit.jupiter.api.Test;

class PluginsCheckTest {

    private static PluginDescription plugin(String id, PluginState state) {
        return new PluginDescription(id, "1.0.0", "", state, List.of(), List.of(), 0, 0);
    }

    @Test
    void saysNothingOfPluginsThatRunOrAreNotWanted() {
        var result =
                new PluginsCheck(() ->
                        List.of(plugin("chat", Phase.RUNNING), plugin("web", Phase.DISABLED)))
                        .execute();

        assertThat(result.isHealthy()).isTrue();
        assertThat(result.getMessage()).isNull();
    }

    @Test
    void namesOneThatFailedToStartAndIsWellWithoutIt() {
        var result =
                new PluginsCheck(() -> List.of(plugin("poll", new Failed("100 % wrong"))))
                        .execute();

        assertThat(result.isHealthy()).isTrue();
        assertThat(result.getMessage()).isEqualTo("plugin poll failed: 100 % wrong");
    }
}
