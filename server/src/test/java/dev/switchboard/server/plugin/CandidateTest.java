// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CandidateTest {
    @TempDir Path home;
    private Path plugins;
    private PluginFolder chat;

    @BeforeEach
    void prepare() throws IOException {
        plugins = Files.createDirectories(home.resolve("plugins"));
        chat = new PluginFolder("chat", plugins.resolve("chat"));
    }

    @Test
    void aPluginIsWhatItsManifestSays() throws Exception {
        new PluginSource("chat")
                .manifest(
                        "id = chat, version = 2.0-rc1, api = 1.0, after = [rooms], description = Talks.")
                .resource("reference.conf", "greeting = hi")
                .packInto(plugins);

        try (Candidate candidate = Candidate.of(chat)) {
            assertThat(candidate.manifest())
                    .isEqualTo(
                            new PluginManifest(
                                    "chat", "2.0-rc1", "1.0", List.of("rooms"), "Talks."));
            assertThat(candidate.reference()).isEqualTo("greeting = hi");
            assertThat(candidate.loader().getName()).isEqualTo("plugin:chat@2.0-rc1");
            assertThat(candidate.entry().make().getClass().getName()).isEqualTo("chat.Main");
        }
    }

    @Test
    void aFolderNeedsAJar() throws Exception {
        Files.createDirectories(chat.path());

        assertRefusal("there is no jar in " + chat.path());
    }

    @Test
    void aJarMustBeReadable() throws Exception {
        Files.createDirectories(chat.path());
        Files.writeString(chat.path().resolve("broken.jar"), "not a zip");

        assertRefusal(chat.path() + "/broken.jar is not a jar that can be read: ");
    }

    @Test
    void oneJarNeedsAManifest() {
        new PluginSource("chat").without("plugin.conf").packInto(plugins);

        assertRefusal("no jar in " + chat.path() + " has a plugin.conf at its root");
    }

    @Test
    void onlyOneJarHasAManifest() throws Exception {
        Path jar = new PluginSource("chat").packInto(plugins);
        Files.copy(jar, chat.path().resolve("old.jar"));

        assertRefusal(
                "%s and %s/old.jar both have a plugin.conf; a folder holds one plugin"
                        .formatted(jar, chat.path()));
    }

    @Test
    void mistakesInTheManifestHaveTheirLines() {
        Path jar =
                new PluginSource("chat")
                        .manifest("id = chat\nversion = 1.0\napi = one\nafer = [rooms]")
                        .packInto(plugins);

        assertRefusal(
                """
                %s!/plugin.conf:3  api = "one"   must be major.minor, as in 1.0
                %s!/plugin.conf:4  afer          unknown key; did you mean after?\
                """
                        .formatted(jar, jar));
    }

    @Test
    void aManifestThatIsNotHoconHasItsLine() {
        Path jar = new PluginSource("chat").manifest("id = chat\napi = [").packInto(plugins);

        assertRefusal(jar + "!/plugin.conf:2  ");
    }

    @Test
    void theFolderIsNamedLikeThePlugin() {
        Path jar =
                new PluginSource("chat")
                        .manifest("id = talk, version = 1.0, api = 1.0")
                        .packInto(plugins);

        assertRefusal(
                jar
                        + "!/plugin.conf says id = talk, but the folder is named chat; they must be the same");
    }

    @Test
    void aNewerApiIsRefused() {
        Path jar =
                new PluginSource("chat")
                        .manifest("id = chat, version = 1.0, api = 1.1")
                        .packInto(plugins);

        assertRefusal(
                jar
                        + "!/plugin.conf: the plugin was made for version 1.1 of the plugin API; this switch has 1.0 and serves 1.0 to 1.0");
    }

    @Test
    void aJarMayNotBringTheApiAlong() {
        Path jar =
                new PluginSource("chat")
                        .resource("dev/switchboard/api/Kind.class", "")
                        .packInto(plugins);

        assertRefusal(
                jar
                        + " contains dev/switchboard/api/Kind.class; the plugin API comes from the switch, leave it out of the jar");
    }

    @Test
    void aFolderNeedsAProvider() {
        new PluginSource("chat")
                .without("META-INF/services/dev.switchboard.api.MessagePlugin")
                .packInto(plugins);

        assertThatExceptionOfType(PluginRefused.class)
                .isThrownBy(this::make)
                .withMessage(
                        "no jar in %s names a plugin class in META-INF/services/dev.switchboard.api.MessagePlugin",
                        chat.path());
    }

    @Test
    void aFolderHasOneProvider() {
        new PluginSource("chat")
                .type("Other", "public class Other extends Base {}")
                .type(
                        "Base",
                        "abstract class Base implements MessagePlugin { public void start(PluginContext context) {} }")
                .provider("chat.Main\nchat.Other")
                .packInto(plugins);

        assertThatExceptionOfType(PluginRefused.class)
                .isThrownBy(this::make)
                .withMessage(
                        "%s names 2 plugin classes, chat.Main and chat.Other; a folder holds one plugin",
                        chat.path());
    }

    @Test
    void jarsBesideTheFoldersAreToldApart() throws Exception {
        new PluginSource("chat").packInto(plugins);
        Path stray = Files.writeString(plugins.resolve("stray.jar"), "");
        Files.createDirectories(plugins.resolve(".git"));

        assertThat(PluginFolder.strayJars(plugins)).containsExactly(stray);
        assertThat(PluginFolder.below(plugins)).containsExactly(chat);
    }

    private Object make() throws Exception {
        try (Candidate candidate = Candidate.of(chat)) {
            return candidate.entry().make();
        }
    }

    private void assertRefusal(String start) {
        Callable<Candidate> opening = () -> Candidate.of(chat);
        assertThatExceptionOfType(PluginRefused.class)
                .isThrownBy(opening::call)
                .satisfies(refused -> assertThat(refused).hasMessageStartingWith(start));
    }
}
