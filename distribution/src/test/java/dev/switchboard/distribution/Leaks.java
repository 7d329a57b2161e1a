// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.support.Secrets;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Looks for secrets in all that a switch has written and answered: its files, what its commands
 * print, and the pages of its admin port. One thread, but for {@link #heard}.
 */
public final class Leaks {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final List<String> PAGES =
            List.of("/metrics", "/config", "/info", "/plugins", "/revocations", "/health");

    /** What the tarball brought. A switch writes to none of them. */
    private static final Set<String> SHIPPED =
            Set.of("bin", "docs", "lib", "plugins", "runtime", "share");

    /** The file in which a switch keeps its own token for its commands. */
    private static final String ADMIN_TOKEN = "admin.token";

    /** What clients have heard, of whichever switch. */
    private static final Queue<String> HEARD = new ConcurrentLinkedQueue<>();

    private final UnpackedSwitch unpacked;
    private final Set<Path> allowed = new HashSet<>();
    private final Queue<String> found = new ConcurrentLinkedQueue<>();

    Leaks(UnpackedSwitch unpacked) {
        this.unpacked = unpacked;
    }

    /** Something that a switch has answered to a client. Any thread. */
    public static void heard(String text) {
        Secrets.in(text).stream().map(leak -> "an answer has " + leak).forEach(HEARD::add);
    }

    void allow(Path file) {
        allowed.add(file);
    }

    void look(String place, String text) {
        Secrets.in(text).stream().map(leak -> place + " has " + leak).forEach(found::add);
    }

    /** What it tells of itself while it runs; nothing if it has no admin port for us. */
    void lookAtPages() throws IOException {
        Optional<String> secret = ownToken();
        if (secret.isEmpty()) {
            return;
        }
        try {
            Optional<URI> admin =
                    unpacked.find("admin").filter(it -> it.getScheme().equals("http"));
            if (admin.isPresent()) {
                for (String page : PAGES) {
                    look(page, page(admin.get().resolve(page), secret.get()));
                }
                unpacked.run("status");
            }
        } catch (IOException stopped) {
            // By the test, or before it served. There are still its files.
        }
    }

    /** That of its last run. */
    private Optional<String> ownToken() throws IOException {
        Path file = unpacked.home().resolve("run").resolve(ADMIN_TOKEN);
        return Files.exists(file)
                ? Optional.of(Secrets.known(Files.readString(file).strip()))
                : Optional.empty();
    }

    private static String page(URI address, String secret) throws IOException {
        try {
            return HTTP.send(
                            HttpRequest.newBuilder(address)
                                    .timeout(PATIENCE)
                                    .header("Authorization", "Bearer " + secret)
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    /** All that is new around the home: logs, audit, data, output, and whatever else there is. */
    void lookAtFiles() throws IOException {
        ownToken();
        Files.walkFileTree(
                unpacked.above(),
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes is) {
                        boolean isShipped =
                                unpacked.home().equals(dir.getParent())
                                        && SHIPPED.contains(dir.getFileName().toString());
                        return isShipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes is)
                            throws IOException {
                        boolean isToken = file.getFileName().toString().equals(ADMIN_TOKEN);
                        if (is.isRegularFile() && !isToken && !allowed.contains(file)) {
                            lookAt(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    /** What is no text is read as well: what is text in it stays. */
    private void lookAt(Path file) throws IOException {
        String place = unpacked.above().relativize(file).toString();
        look(place, new String(Files.readAllBytes(file), UTF_8));
    }

    void assertNone() {
        found.addAll(HEARD);
        HEARD.clear();
        assertThat(found).as("secrets in what the switch has written or answered").isEmpty();
    }
}
