// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import dev.switchboard.api.MessagePlugin;
import dev.switchboard.server.delivery.Publisher;
import java.io.IOException;
import java.util.List;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A plugin that was found and is fit to start; none of its code has run yet.
 *
 * @param manifest what it says of itself
 * @param reference the text of its own defaults; empty if it has none
 * @param loader where its classes and resources are
 * @param isBuiltIn whether it is part of the program
 * @param entry makes the plugin's object; runs code of the plugin
 */
record Candidate(
        PluginManifest manifest,
        String reference,
        ClassLoader loader,
        boolean isBuiltIn,
        Entry entry)
        implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Candidate.class);

    /** Where the code of a plugin begins. */
    @FunctionalInterface
    interface Entry {
        MessagePlugin make() throws PluginRefused;
    }

    /** Opens the plugin of a folder. */
    static Candidate of(PluginFolder folder) throws PluginRefused {
        PluginJars jars = PluginJars.in(folder);
        PluginManifest manifest = PluginManifest.read(jars.manifest(), jars.manifestPlace());
        if (!manifest.id().equals(folder.id())) {
            throw new PluginRefused(
                    "%s says id = %s, but the folder is named %s; they must be the same"
                            .formatted(jars.manifestPlace(), manifest.id(), folder.id()));
        }
        String name = "plugin:%s@%s".formatted(manifest.id(), manifest.version());
        PluginClassLoader loader = new PluginClassLoader(name, jars.paths());
        return new Candidate(
                manifest, jars.reference(), loader, false, () -> onlyProvider(folder, loader));
    }

    /** A plugin whose classes are there already. */
    static Candidate present(
            PluginManifest manifest, MessagePlugin plugin, String reference, boolean isBuiltIn) {
        var loader = plugin.getClass().getClassLoader();
        return new Candidate(manifest, reference, loader, isBuiltIn, () -> plugin);
    }

    String id() {
        return manifest.id();
    }

    /** From now on this one is the cause of what its threads send, where they can be told. */
    void publishAs(Publisher plugin) {
        if (loader instanceof PluginClassLoader own) {
            own.publishAs(plugin);
        }
    }

    /** Closes the jars. Classes that are loaded remain so until nobody holds on to them. */
    @Override
    public void close() {
        if (loader instanceof PluginClassLoader own) {
            try {
                own.close();
            } catch (IOException e) {
                LOG.warn("plugin {}: its jars did not close", id(), e);
            }
        }
    }

    private static MessagePlugin onlyProvider(PluginFolder folder, PluginClassLoader loader)
            throws PluginRefused {
        List<ServiceLoader.Provider<MessagePlugin>> providers =
                ServiceLoader.load(MessagePlugin.class, loader).stream().toList();
        return switch (providers.size()) {
            case 0 ->
                    throw new PluginRefused(
                            "no jar in %s names a plugin class in META-INF/services/%s"
                                    .formatted(folder.path(), MessagePlugin.class.getName()));
            case 1 -> providers.getFirst().get();
            default ->
                    throw new PluginRefused(
                            "%s names %d plugin classes, %s; a folder holds one plugin"
                                    .formatted(
                                            folder.path(),
                                            providers.size(),
                                            String.join(
                                                    " and ",
                                                    providers.stream()
                                                            .map(it -> it.type().getName())
                                                            .toList())));
        };
    }
}
