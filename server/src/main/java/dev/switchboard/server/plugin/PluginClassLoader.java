// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import dev.switchboard.server.delivery.CurrentSender;
import dev.switchboard.server.delivery.Publisher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The classes of one plugin: those of the JDK, {@link SharedPackages} from the switch, and its own
 * jars. Its name, {@code plugin:<id>@<version>}, stands in stack traces.
 *
 * <p>Any thread may load classes, in parallel. Threads that have it as their context, as those that
 * the plugin starts from its {@code start} do, are the plugin's when they publish.
 */
final class PluginClassLoader extends URLClassLoader implements CurrentSender.OfPlugin {
    static {
        registerAsParallelCapable();
    }

    private volatile @Nullable Publisher publisher;

    PluginClassLoader(String name, List<Path> jars) {
        super(
                name,
                jars.stream().map(PluginClassLoader::url).toArray(URL[]::new),
                ClassLoader.getPlatformClassLoader());
    }

    /** From now on this one is the cause of what its threads send. */
    void publishAs(Publisher plugin) {
        publisher = plugin;
    }

    @Override
    public @Nullable Publisher publisher() {
        return publisher;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (SharedPackages.contain(name)) {
            return SharedPackages.SWITCH.loadClass(name);
        }
        try {
            return super.loadClass(name, resolve);
        } catch (ClassNotFoundException missing) {
            throw new ClassNotFoundException(
                    SharedPackages.missing(name, String.valueOf(getName())),
                    missing.getException());
        }
    }

    @Override
    public @Nullable URL findResource(String name) {
        URL found = super.findResource(name);
        return found == null ? null : uncached(found);
    }

    @Override
    public Enumeration<URL> findResources(String name) throws IOException {
        return Collections.enumeration(
                Collections.list(super.findResources(name)).stream()
                        .map(PluginClassLoader::uncached)
                        .toList());
    }

    /**
     * The same address, read without the JDK's cache of open jars: the cache would keep the jar
     * open after the plugin is gone, and serve old content after the file was replaced.
     */
    private static URL uncached(URL url) {
        try {
            return URL.of(url.toURI(), new Uncached());
        } catch (URISyntaxException | MalformedURLException impossible) {
            throw new IllegalStateException(url.toString(), impossible);
        }
    }

    private static final class Uncached extends URLStreamHandler {
        @Override
        protected URLConnection openConnection(URL url) throws IOException {
            URLConnection connection = URI.create(url.toExternalForm()).toURL().openConnection();
            connection.setUseCaches(false);
            return connection;
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
