// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import dev.switchboard.server.client.ClientFloor;
import dev.switchboard.server.config.Configuration;
import dev.switchboard.server.config.Settings;
import dev.switchboard.server.config.binding.ConfigurationException;
import dev.switchboard.server.metrics.Meters;
import dev.switchboard.server.time.Time;
import dev.switchboard.server.time.VirtualTime;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Guards of plugins for tests that call none, or bring threads of their own. */
public final class Guards {
    private Guards() {}

    public static PluginCalls calls() {
        var time = new VirtualTime();
        return calls(time, new Meters(time), Thread::startVirtualThread);
    }

    /** Calls under the settings of a switch that nobody has configured. */
    public static PluginCalls calls(Time time, Meters meters, Executor threads) {
        try {
            Settings settings = Configuration.of("plugins.running-calls = 1000").settings();
            return new PluginCalls(() -> settings, new RoutingMeters(meters), time, threads);
        } catch (ConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Handles a message on a thread of its own, as the switch would. */
    public static void handle(Route route, Record message) {
        try (var clients = new ClientFloor()) {
            route.guard()
                    .handle(
                            route.subject(),
                            clients.connect(),
                            new Work() {
                                @Override
                                public @Nullable Object run() throws Exception {
                                    return route.call().invoke(message, null);
                                }

                                @Override
                                public void settled(Outcome outcome) {}
                            });
        }
    }

    public static PluginGuard of(PluginCalls calls, String plugin) {
        return calls.guard(plugin, Guards.class.getClassLoader());
    }
}
