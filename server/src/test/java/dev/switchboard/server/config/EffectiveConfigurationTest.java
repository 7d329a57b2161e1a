// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.config.EffectiveConfiguration.Line;
import dev.switchboard.server.config.binding.Schema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EffectiveConfigurationTest {
    @TempDir private Path conf;

    @Test
    void everyValueTellsWhereItComesFrom(@TempDir Path conf) throws Exception {
        Path file =
                Files.writeString(
                        conf.resolve("switchboard.conf"),
                        """
                        messages.rate = 20/s
                        logging.levels {
                          org.example = debug
                        }
                        """);
        Configuration configuration =
                Configuration.load(
                        new ConfigurationSources(
                                Optional.of(conf),
                                Map.of("SWITCHBOARD_PORT", "9001", "SWITCHBOARD_ORIGINS", "*")));
        assertThat(EffectiveConfiguration.of(configuration, Map.of()).lines())
                .contains(
                        new Line("listen.host", "0.0.0.0", "default"),
                        new Line("listen.port", "9001", "$SWITCHBOARD_PORT"),
                        new Line("gate.origins", "*", "$SWITCHBOARD_ORIGINS"),
                        new Line("gate.user-header", "\"\"", "default"),
                        new Line("messages.rate", "20/s", file + ":1"),
                        new Line("logging.levels.org.example", "debug", file + ":3"));
    }

    @Test
    void nothingIsLeftOut() throws Exception {
        assertThat(EffectiveConfiguration.of(Configuration.of(""), Map.of()).lines())
                .extracting(Line::path)
                .containsExactlyElementsOf(
                        Schema.of(Settings.class).stream().map(Schema.Entry::path).toList());
    }

    @Test
    void secretsAreMaskedAlsoThoseOfPlugins() throws Exception {
        Configuration configuration =
                Configuration.of(
                        """
                        listen.tls.password = hunter2
                        plugins.sender { api-token = hunter2, key = hunter2, keyboard = dvorak }
                        """);
        String table = EffectiveConfiguration.of(configuration, Map.of()).table();
        assertThat(table).doesNotContain("hunter2");
        assertThat(table.lines())
                .anySatisfy(
                        line -> assertThat(line).matches("listen.tls.password +\\*\\*\\* +text:1"))
                .anySatisfy(line ->
                        assertThat(line).matches("plugins.sender.api-token +\\*\\*\\* +text:2"))
                .anySatisfy(line ->
                        assertThat(line).matches("plugins.sender.keyboard +dvorak +text:2"));
    }

    @Test
    void secretsInListsAndAddressesAreMaskedByManyNames() throws Exception {
        Configuration configuration =
                Configuration.load(
                        new ConfigurationSources(
                                Optional.of(secretive()), Map.of("STORE_PASSWORD", "hunter2")));
        String table = EffectiveConfiguration.of(configuration, Map.of()).table();
        assertThat(table)
                .doesNotContain("hunter2")
                .contains("[{\"password\":\"***\",\"user\":\"a\"}]")
                .contains("redis://***@h/0")
                .contains("redis://***@h1,redis://***@h2")
                .contains("see https://example.org/a, or ask a@b")
                .contains("an author");
    }

    private Path secretive() throws Exception {
        Files.writeString(
                conf.resolve("switchboard.conf"),
                """
                plugins.foo {
                  accounts = [ { user = a, password = hunter2 } ]
                  apikey = hunter2, pwd = hunter2, pass = hunter2, auth = hunter2, passwd = hunter2
                  url = "redis://u:hunter2@h/0"
                  unescaped = [ "x://u:/?#hunter2@h", "x://u:hunter2/@h", "x://u:hunter2?@#hunter2@h" ]
                  both = "redis://u:hunter2@h1,redis://u:hunter2@h2"
                  hint = "see https://example.org/a, or ask a@b"
                  store = ${STORE_PASSWORD}
                  author = an author
                }
                """);
        return conf;
    }

    @Test
    void defaultsOfPluginsAreShownToo() throws Exception {
        var effective =
                EffectiveConfiguration.of(
                        Configuration.of("plugins.rooms.size = 7"),
                        Map.of("rooms", "size = 1, members-only = true", "web", ""));
        assertThat(effective.lines())
                .contains(
                        new Line("plugins.rooms.size", "7", "text:1"),
                        new Line("plugins.rooms.members-only", "true", "default"));
    }

    @Test
    void whatWaitsForARestartIsMarked() throws Exception {
        var live = new LiveSettings(Configuration.of("plugins.rooms.size = 7"));
        live.change(
                Configuration.of(
                        "listen.backlog = 10, messages.burst = 5, plugins.rooms.size = 8"));
        assertThat(live.effective(Map.of()).lines())
                .contains(
                        new Line("listen.backlog", "4096", "needs a restart to become 10"),
                        new Line("messages.burst", "5", "text:1"),
                        new Line("plugins.rooms.size", "7", "needs a restart to become 8"));
    }

    @Test
    void theTableStandsInColumns() throws Exception {
        assertThat(EffectiveConfiguration.of(Configuration.of(""), Map.of()).table().lines())
                .allSatisfy(line ->
                        assertThat(line.lastIndexOf(" default")).isEqualTo(line.length() - 8))
                .extracting(String::length)
                .containsOnly(
                        EffectiveConfiguration.of(Configuration.of(""), Map.of())
                                .table()
                                .indexOf(System.lineSeparator()));
    }
}
