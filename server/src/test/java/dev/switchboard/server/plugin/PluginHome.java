// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import dev.switchboard.server.codec.Shapes;
import dev.switchboard.server.config.Configuration;
import dev.switchboard.server.config.ConfigurationSources;
import dev.switchboard.server.config.binding.ConfigurationException;
import dev.switchboard.server.delivery.MemoryBudget;
import dev.switchboard.server.metrics.Meters;
import dev.switchboard.server.routing.Guards;
import dev.switchboard.server.routing.PluginCalls;
import dev.switchboard.server.routing.RouteTable;
import dev.switchboard.server.routing.Routes;
import dev.switchboard.server.time.VirtualTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * A home folder with plugins and configuration, and what it takes to start them: without network.
 */
final class PluginHome {
    final VirtualTime time = new VirtualTime();
    final Meters meters = new Meters(time);
    final Routes routes = new Routes();
    final Path folder;

    /** Runs what plugins have scheduled: on the thread that moves the clock. */
    Executor tasks = Runnable::run;

    PluginCalls calls;
    Plugins plugins;

    PluginHome(Path folder) {
        this.folder = folder;
        write("conf/switchboard.conf", "");
    }

    /** A plugin that becomes part of this home with {@link #add}. */
    PluginHome add(PluginSource plugin) {
        plugin.packInto(folder.resolve("plugins"));
        return this;
    }

    PluginHome write(String file, String text) {
        Path path = folder.resolve(file);
        try {
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** The plugins of this home, not started yet. */
    Plugins open() {
        try {
            Configuration configuration =
                    Configuration.load(
                            new ConfigurationSources(
                                    Optional.of(folder.resolve("conf")), Map.of()));
            calls = Guards.calls(time, meters, tasks);
            Host host =
                    new Host(
                            new EmptyHub(),
                            new Shapes(),
                            configuration,
                            meters,
                            time,
                            folder::resolve,
                            calls,
                            new MemoryBudget(() -> configuration.settings().delivery()));
            plugins = new Plugins(host, routes);
            return plugins;
        } catch (ConfigurationException e) {
            throw new IllegalArgumentException(e);
        }
    }

    PluginHome start() throws MandatoryPluginMissing {
        open().start();
        return this;
    }

    RouteTable table() {
        return routes.current();
    }

    PluginDescription plugin(String id) {
        return plugins.describe().stream()
                .filter(plugin -> plugin.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Why a plugin failed. */
    String failure(String id) {
        return plugin(id).state() instanceof PluginState.Failed failed
                ? failed.cause()
                : "did not fail: " + plugin(id);
    }

    List<String> running() {
        return plugins.describe().stream()
                .filter(plugin -> plugin.state() == PluginState.Phase.RUNNING)
                .map(PluginDescription::id)
                .toList();
    }
}
