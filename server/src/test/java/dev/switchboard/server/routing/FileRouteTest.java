// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileRouteTest {
    @TempDir Path folder;
    private URLClassLoader loader;
    private FileRoute files;

    @BeforeEach
    void pack() throws IOException {
        Path jar = folder.resolve("plugin.jar");
        try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (String name :
                    new String[] {
                        "secret",
                        "web/",
                        "web/index.html",
                        "web/css/",
                        "web/css/a-b.css",
                        "web/.hidden"
                    }) {
                zip.putNextEntry(new ZipEntry(name));
                if (!name.endsWith("/")) {
                    zip.write(name.getBytes(UTF_8));
                }
            }
        }
        loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null);
        files = new FileRoute("page", "/page/", loader, "web");
    }

    @AfterEach
    void close() throws IOException {
        loader.close();
    }

    @Test
    void thePathItselfIsTheIndex() throws IOException {
        assertThat(text("/page/")).contains("web/index.html");
    }

    @Test
    void filesLieBelowThePath() throws IOException {
        assertThat(text("/page/index.html")).contains("web/index.html");
        assertThat(text("/page/css/a-b.css")).contains("web/css/a-b.css");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/page/missing.html",
                "/page/css",
                "/page/css/",
                "/page/../secret",
                "/page/css/../../secret",
                "/page/./index.html",
                "/page//index.html",
                "/page/.hidden",
                "/page/css\\a-b.css",
                "/page/index.html\0",
                "/page/%69ndex.html"
            })
    void nothingElseExists(String requested) throws IOException {
        assertThat(files.read(requested)).isEmpty();
    }

    @Test
    void aPathOfThousandsOfFoldersCostsNoStack() throws Exception {
        var missing = new AtomicReference<Optional<FileRoute.Content>>();
        var failed = new AtomicReference<Throwable>();
        var small =
                new Thread(
                        null,
                        () -> {
                            try {
                                missing.set(files.read("/page/" + "a/".repeat(3_000) + "a"));
                            } catch (Throwable e) {
                                failed.set(e);
                            }
                        },
                        "small stack",
                        256 * 1024);
        small.start();
        small.join();

        assertThat(failed).hasNullValue();
        assertThat(missing.get()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a/", "/", ".", "-"})
    void aPathAsLongAsAHeadMayBeIsNotFound(String part) throws IOException {
        assertThat(files.read("/page/" + part.repeat(8 * 1024 / part.length()))).isEmpty();
    }

    @Test
    void filesOnDiskAreServedAndFoldersAreNot() throws IOException {
        Files.createDirectories(folder.resolve("web/css"));
        Files.writeString(folder.resolve("web/css/plain text.css"), "no");
        Files.writeString(folder.resolve("web/css/a.css"), "a");
        try (var disk = new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
            var onDisk = new FileRoute("page", "/", disk, "web");

            assertThat(onDisk.read("/css/a.css").orElseThrow().bytes()).asString().isEqualTo("a");
            assertThat(onDisk.read("/css")).isEmpty();
            assertThat(onDisk.read("/css/plain text.css")).isEmpty();
        }
    }

    @Test
    void theTagIsThatOfTheContent() throws IOException {
        var once = files.read("/page/").orElseThrow();
        var again = new FileRoute("page", "/", loader, "web").read("/index.html").orElseThrow();
        var other = files.read("/page/css/a-b.css").orElseThrow();

        assertThat(once.tag()).matches("\"[A-Za-z0-9_-]{22}\"").isEqualTo(again.tag());
        assertThat(other.tag()).isNotEqualTo(once.tag());
    }

    private Optional<String> text(String requested) throws IOException {
        return files.read(requested).map(content -> new String(content.bytes(), UTF_8));
    }
}
