// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import com.typesafe.config.ConfigFactory;
import dev.switchboard.api.MessagePlugin;
import dev.switchboard.server.codec.ProtocolReference;
import dev.switchboard.server.config.Configuration;
import dev.switchboard.server.config.LiveSettings;
import dev.switchboard.server.operation.Switchboard;
import dev.switchboard.server.plugin.PluginDescription;
import dev.switchboard.server.plugin.Plugins;
import dev.switchboard.server.routing.Routes;
import dev.switchboard.server.time.SystemTime;
import java.io.FileNotFoundException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code docs/PROTOCOL.md} says what the shipped plugins and the switch speak. It stands here since
 * only the distribution knows all of them.
 */
class ProtocolPageTest {
    private static final Path PAGE = Path.of("..", "docs", "PROTOCOL.md");

    @TempDir Path home;

    @Test
    void thePageIsUpToDate() throws Exception {
        String expected = page();
        if (Boolean.getBoolean("regenerate")) {
            Files.writeString(PAGE, expected);
        }
        assertThat(PAGE)
                .as(
                        "run ./mvnw -q -pl distribution -am test -Dtest=ProtocolPageTest"
                                + " -Dregenerate=true -Dsurefire.failIfNoSpecifiedTests=false")
                .hasContent(expected);
    }

    private String page() throws Exception {
        var settings = new LiveSettings(Configuration.of(""));
        try (var time = new SystemTime()) {
            Injector injector =
                    Guice.createInjector(
                            Stage.PRODUCTION, new SwitchboardModule(settings, home::resolve, time));
            try (var _ = injector.getInstance(Switchboard.class)) {
                var plugins = injector.getInstance(Plugins.class);
                for (MessagePlugin plugin : ServiceLoader.load(MessagePlugin.class)) {
                    plugins.builtIn(id(plugin), plugin, reference(plugin));
                }
                plugins.start();
                assertThat(plugins.describe())
                        .extracting(PluginDescription::id)
                        .containsExactly(
                                "auth-http",
                                "auth-jwt",
                                "chat",
                                "echo",
                                "relay",
                                "rooms",
                                "switch",
                                "web");
                return ProtocolReference.render(
                        injector.getInstance(Routes.class).current().kinds());
            }
        }
    }

    private static String id(MessagePlugin plugin) throws Exception {
        return ConfigFactory.parseString(resource(plugin, "plugin.conf")).getString("id");
    }

    private static String reference(MessagePlugin plugin) throws Exception {
        return resource(plugin, "reference.conf");
    }

    /** All plugins have files of these names, so it is asked for where the plugin comes from. */
    private static String resource(MessagePlugin plugin, String name) throws Exception {
        var classes = plugin.getClass().getProtectionDomain().getCodeSource().getLocation();
        String place = classes.toString();
        String root = place.endsWith("/") ? place : "jar:" + place + "!/";
        var url = URI.create(root + name).toURL();
        try (var text = url.openStream()) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (FileNotFoundException none) {
            return "";
        }
    }
}
