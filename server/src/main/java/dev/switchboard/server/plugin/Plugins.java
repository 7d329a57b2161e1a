// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import dev.switchboard.api.MessagePlugin;
import dev.switchboard.server.codec.KindDescription;
import dev.switchboard.server.config.PluginsSettings;
import dev.switchboard.server.hub.HubEvent;
import dev.switchboard.server.plugin.PluginState.Failed;
import dev.switchboard.server.plugin.PluginState.Phase;
import dev.switchboard.server.routing.RouteTable;
import dev.switchboard.server.routing.Routes;
import dev.switchboard.server.text.Spelling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All plugins of the switch: found, started one after another, and stopped in the reverse order.
 *
 * <p>One thread starts and stops them; {@link #describe} and {@link #tell} may be called from any.
 */
public final class Plugins {
    private static final Logger LOG = LoggerFactory.getLogger(Plugins.class);

    private final Host host;
    private final Routes routes;
    private final List<Candidate> candidates = new ArrayList<>();
    private final List<LoadedPlugin> loaded = new CopyOnWriteArrayList<>();
    private final List<PluginDescription> notLoaded = new CopyOnWriteArrayList<>();
    private final List<String> warnings = new CopyOnWriteArrayList<>();

    /** Nothing is looked for yet. */
    public Plugins(Host host, Routes routes) {
        this.host = host;
        this.routes = routes;
    }

    /** Adds a plugin that is part of the program; before the start. */
    public Plugins builtIn(String id, MessagePlugin plugin) {
        return builtIn(id, plugin, "");
    }

    /**
     * Adds a plugin that is part of the program, with the text of its own {@code reference.conf}.
     */
    public Plugins builtIn(String id, MessagePlugin plugin, String reference) {
        candidates.add(Candidate.present(PluginManifest.builtIn(id), plugin, reference, true));
        return this;
    }

    /**
     * Adds a plugin that lies on the class path, as in its own tests, with the texts of its {@code
     * plugin.conf} and {@code reference.conf}.
     *
     * @throws IllegalArgumentException if the switch would not take a plugin with this manifest
     */
    public Plugins present(MessagePlugin plugin, String manifest, String reference) {
        try {
            var read = PluginManifest.read(manifest, PluginManifest.FILE);
            candidates.add(Candidate.present(read, plugin, reference, false));
            return this;
        } catch (PluginRefused refused) {
            throw new IllegalArgumentException(refused.getMessage(), refused);
        }
    }

    /** Tells the plugins that run, in the order of their start; any thread. */
    public void tell(HubEvent event) {
        loaded.forEach(plugin -> plugin.tell(event));
    }

    /**
     * Finds and starts all plugins, and puts their routes in place.
     *
     * @throws MandatoryPluginMissing if one without which the switch must not run does not; then
     *     none runs
     */
    public void start() throws MandatoryPluginMissing {
        open();
        tellOfStraySettings();
        List<PluginManifest> manifests = candidates.stream().map(Candidate::manifest).toList();
        List<String> first =
                Stream.concat(
                                candidates.stream().filter(Candidate::isBuiltIn).map(Candidate::id),
                                settings().startFirst().stream())
                        .toList();
        StartOrder order = StartOrder.of(manifests, first);
        candidates.stream()
                .map(candidate -> new LoadedPlugin(candidate, host))
                .sorted(Comparator.comparingInt(plugin -> order.ids().indexOf(plugin.id())))
                .forEach(loaded::add);
        candidates.clear();
        PluginMeters meters = new PluginMeters(host.meters());
        loaded.forEach(plugin -> meters.watch(plugin.id(), plugin::description));
        notLoaded.stream()
                .filter(plugin -> plugin.state() != Phase.DISABLED)
                .forEach(plugin -> meters.watch(plugin.id(), () -> plugin));
        RouteTable table = RouteTable.EMPTY;
        for (LoadedPlugin plugin : loaded) {
            String circle = order.circles().get(plugin.id());
            if (circle == null) {
                table = plugin.start(table);
            } else {
                plugin.refuse(circle);
            }
        }
        checkMandatory();
        if (host.configuration().settings().auth().required()
                && host.configuration().settings().gate().userHeader().isEmpty()
                && table.authenticators().isEmpty()) {
            warn(
                    "auth.required = true, but nobody can come in: no plugin finds out who clients"
                            + " are, and gate.user-header is empty");
        }
        routes.replace(table);
    }

    /** Takes all routes away and stops the plugins, the last one first. */
    public void stop() {
        routes.replace(RouteTable.EMPTY);
        List.copyOf(loaded).reversed().forEach(LoadedPlugin::stop);
    }

    /** All plugins, by id. */
    public List<PluginDescription> describe() {
        return Stream.concat(loaded.stream().map(LoadedPlugin::description), notLoaded.stream())
                .sorted(Comparator.comparing(PluginDescription::id))
                .toList();
    }

    /** The kinds that running plugins receive and send. */
    public List<KindDescription> kinds() {
        return routes.current().kinds();
    }

    /** What is allowed, but probably a mistake; known once the plugins have started. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** The texts of their own {@code reference.conf}, by id. */
    public Map<String, String> defaults() {
        return defaults(host.places().apply(settings().directory()));
    }

    /**
     * The texts of the {@code reference.conf} of the plugins below a folder, by id, found without
     * running any of their code. What cannot be read is left out.
     */
    public static Map<String, String> defaults(Path directory) {
        Map<String, String> defaults = new TreeMap<>();
        try {
            for (PluginFolder folder : PluginFolder.below(directory)) {
                try {
                    defaults.put(folder.id(), PluginJars.in(folder).reference());
                } catch (PluginRefused noPlugin) {
                    // Its start says why.
                }
            }
        } catch (IOException unreadable) {
            // The start of the plugins says why.
        }
        return defaults;
    }

    private void warn(String warning) {
        warnings.add(warning);
        LOG.warn(warning);
    }

    private void open() {
        PluginsSettings settings = settings();
        for (Candidate builtIn : List.copyOf(candidates)) {
            if (settings.disabled().contains(builtIn.id())) {
                candidates.remove(builtIn);
                notLoaded.add(PluginDescription.of(builtIn.manifest()).in(Phase.DISABLED));
            }
        }
        Path directory = host.places().apply(settings.directory());
        try {
            for (Path jar : PluginFolder.strayJars(directory)) {
                warn(jar + " is ignored: a plugin has a folder of its own, with its jars in it");
            }
            if (!Files.isDirectory(directory)) {
                warn("there is no folder " + directory + " (plugins.directory), so no plugin");
            }
            PluginFolder.below(directory).forEach(this::open);
        } catch (IOException unreadable) {
            LOG.error("plugins in {} cannot be listed", directory, unreadable);
        }
    }

    private void open(PluginFolder folder) {
        if (settings().disabled().contains(folder.id())) {
            notLoaded.add(PluginDescription.of(folder).in(Phase.DISABLED));
            return;
        }
        try {
            if (candidates.stream().anyMatch(other -> other.id().equals(folder.id()))) {
                throw new PluginRefused(
                        "%s: a plugin of this name is part of the switch".formatted(folder.path()));
            }
            candidates.add(Candidate.of(folder));
        } catch (PluginRefused refused) {
            String reason = Reason.of(refused);
            notLoaded.add(PluginDescription.of(folder).in(new Failed(reason)));
            LOG.error("plugin {} is not loaded: {}", folder.id(), reason);
        }
    }

    private void tellOfStraySettings() {
        List<String> known =
                Stream.concat(
                                candidates.stream().map(Candidate::id),
                                notLoaded.stream().map(PluginDescription::id))
                        .toList();
        warnOfStrays(
                "there are settings for the plugin %s, but no such plugin%s",
                host.configuration().plugins().keySet(), known);
        warnOfStrays(
                "plugins.disabled lists %s, but there is no such plugin%s",
                settings().disabled(), known);
    }

    private void warnOfStrays(String form, Collection<String> named, List<String> known) {
        for (String id : named) {
            if (!known.contains(id)) {
                warn(form.formatted(id, Spelling.advice(id, known)));
            }
        }
    }

    private void checkMandatory() throws MandatoryPluginMissing {
        List<String> reasons =
                settings().mandatory().stream()
                        .map(this::absence)
                        .flatMap(Optional::stream)
                        .toList();
        if (!reasons.isEmpty()) {
            stop();
            throw new MandatoryPluginMissing(String.join("\n", reasons));
        }
    }

    /** Why a mandatory plugin does not run, if so. */
    private Optional<String> absence(String id) {
        List<PluginDescription> all = describe();
        List<PluginDescription> named =
                all.stream().filter(plugin -> plugin.id().equals(id)).toList();
        if (named.isEmpty()) {
            List<String> ids = all.stream().map(PluginDescription::id).toList();
            return Optional.of(
                    "plugins.mandatory lists %s, but there are only %s".formatted(id, ids));
        }
        return named.stream().anyMatch(plugin -> plugin.state() == Phase.RUNNING)
                ? Optional.empty()
                : Optional.of(
                        "plugins.mandatory lists %s, which %s"
                                .formatted(id, named.getFirst().state().sentence()));
    }

    private PluginsSettings settings() {
        return host.configuration().settings().plugins();
    }
}
