// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The way from a path to files among the resources of a plugin, and those of them that were asked
 * for before: reading a jar would hold the selector up. Any thread.
 */
public final class FileRoute implements Claim {

    /** Plugins have few files, but this is not certain; only files that exist are remembered. */
    private static final int MOST_REMEMBERED = 1000;

    /** No plugin has files with longer paths; a request can ask for one of thousands of folders. */
    private static final int LONGEST = 1024;

    /**
     * What files and folders are called that a request may ask for: the name begins in a letter or
     * digit, so there is no way up, to hidden files or to another host's syntax. All else does not
     * exist.
     */
    private static final Predicate<String> NAME =
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.@+-]*").asMatchPredicate();

    private final String plugin;
    private final String path;
    private final ClassLoader loader;
    private final String folder;
    private final Map<String, Content> remembered = new ConcurrentHashMap<>();

    /**
     * What is in a file.
     *
     * @param tag tells it from any other content, written as the {@code ETag} of HTTP
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by its tag, never as a whole
    public record Content(byte[] bytes, String tag) {

        private static final int LENGTH = 16;

        static Content of(byte[] bytes) {
            byte[] sum = Arrays.copyOf(sha256().digest(bytes), LENGTH);
            var tag = Base64.getUrlEncoder().withoutPadding().encodeToString(sum);
            return new Content(bytes, '"' + tag + '"');
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("each Java has it", e);
            }
        }
    }

    /**
     * A route to files none of which has been read yet.
     *
     * @param plugin the id of the plugin that owns the path
     * @param path begins and ends in a slash; everything below it is looked up
     * @param loader where the plugin's resources are
     * @param folder the resource folder, without slashes around it
     */
    public FileRoute(String plugin, String path, ClassLoader loader, String folder) {
        this.plugin = plugin;
        this.path = path;
        this.loader = loader;
        this.folder = folder;
    }

    @Override
    public String plugin() {
        return plugin;
    }

    /** The path below which files are looked up. */
    public String path() {
        return path;
    }

    /** Where the files come from. */
    public ClassLoader loader() {
        return loader;
    }

    @Override
    public String subject() {
        return "files " + path;
    }

    /**
     * The content of the file that a request asks for, or empty if there is none. The request for
     * the path itself asks for {@code index.html}.
     *
     * @param requested the path of the request, decoded, which begins with {@link #path}
     */
    public Optional<Content> read(String requested) throws IOException {
        var known = remembered.get(requested);
        if (known != null) {
            return Optional.of(known);
        }
        var content = look(requested);
        if (content.isPresent() && remembered.size() < MOST_REMEMBERED) {
            remembered.put(requested, content.get());
        }
        return content;
    }

    private Optional<Content> look(String requested) throws IOException {
        String file = requested.equals(path) ? "index.html" : requested.substring(path.length());
        if (file.length() > LONGEST || !Stream.of(file.split("/", -1)).allMatch(NAME)) {
            return Optional.empty();
        }
        String resource = folder + "/" + file;
        URL found = loader.getResource(resource);
        return found == null || isFolder(found, resource)
                ? Optional.empty()
                : Optional.of(Content.of(content(found)));
    }

    /** Outside of jars, a file too is found by its name with a slash. */
    private boolean isFolder(URL found, String resource) {
        return found.getProtocol().equals("file")
                ? Files.isDirectory(Path.of(URI.create(found.toString())))
                : loader.getResource(resource + "/") != null;
    }

    private static byte[] content(URL resource) throws IOException {
        URLConnection connection = resource.openConnection();
        // The cache would keep the plugin's jar open after the plugin is gone.
        connection.setUseCaches(false);
        try (InputStream content = connection.getInputStream()) {
            return content.readAllBytes();
        }
    }
}
