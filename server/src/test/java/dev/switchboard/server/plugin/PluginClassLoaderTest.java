// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchboard.api.MessagePlugin;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginClassLoaderTest {
    @TempDir Path home;
    private PluginClassLoader loader;

    @BeforeEach
    void open() throws IOException {
        Path plugins = Files.createDirectories(home.resolve("plug ins"));
        Path jar =
                new PluginSource("chat")
                        .resource("words.txt", "hello")
                        .resource("org/slf4j/ext/Own.txt", "own")
                        .packInto(plugins);
        loader = new PluginClassLoader("plugin:chat@1.2.3", List.of(jar));
    }

    @AfterEach
    void close() throws IOException {
        loader.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.switchboard.api.MessagePlugin",
                "dev.switchboard.api.Code$Advice",
                "org.jspecify.annotations.Nullable",
                "org.slf4j.Logger",
                "org.slf4j.event.Level",
                "org.slf4j.spi.LoggingEventBuilder"
            })
    void sharedClassesAreThoseOfTheSwitch(String name) throws Exception {
        assertThat(loader.loadClass(name).getClassLoader())
                .isSameAs(MessagePlugin.class.getClassLoader());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.eclipse.jetty.server.Server",
                "com.google.inject.Injector",
                "tools.jackson.core.JsonParser",
                "com.typesafe.config.Config",
                "ch.qos.logback.classic.Logger",
                "dev.switchboard.server.plugin.Plugins",
                "dev.switchboard.apiary.Bees"
            })
    void theRestOfTheSwitchIsOutOfSight(String name) {
        assertThatExceptionOfType(ClassNotFoundException.class)
                .isThrownBy(() -> loader.loadClass(name))
                .withMessageStartingWith(name + ": ")
                .withMessageContaining("the folder of plugin:chat@1.2.3");
    }

    @Test
    void aMissThatTheSwitchCouldServeIsExplained() {
        assertThatExceptionOfType(ClassNotFoundException.class)
                .isThrownBy(() -> loader.loadClass("com.google.inject.Injector"))
                .withMessage(
                        "com.google.inject.Injector: the switch has it, but plugins see of the switch only dev.switchboard.api, org.jspecify.annotations and org.slf4j; put the library into the folder of plugin:chat@1.2.3");
    }

    @Test
    void theJdkIsThere() throws Exception {
        assertThat(loader.loadClass("java.net.http.HttpClient")).isNotNull();
        assertThat(loader.loadClass("java.sql.Connection")).isNotNull();
    }

    @Test
    void itsOwnClassesAreItsOwn() throws Exception {
        Class<?> main = loader.loadClass("chat.Main");

        assertThat(main.getClassLoader()).isSameAs(loader);
        assertThat(MessagePlugin.class).isAssignableFrom(main);
        assertThat(main.getProtectionDomain().getCodeSource().getLocation().toString())
                .endsWith("chat.jar");
    }

    @Test
    void itsOwnResourcesAreReadPastTheCache() throws Exception {
        URL words = loader.getResource("words.txt");

        assertThat(words.openConnection()).isInstanceOf(JarURLConnection.class);
        assertThat(words.openConnection().getUseCaches()).isFalse();
        try (InputStream content = loader.getResourceAsStream("words.txt")) {
            assertThat(new String(content.readAllBytes(), UTF_8)).isEqualTo("hello");
        }
        assertThat(Collections.list(loader.getResources("words.txt"))).hasSize(1);
        assertThat(loader.getResource("org/slf4j/ext/Own.txt")).isNotNull();
    }

    @Test
    void resourcesOfTheSwitchAreOutOfSight() {
        assertThat(loader.getResource("reference.conf")).isNull();
        assertThat(loader.getResource("logback-test.xml")).isNull();
    }
}
