// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.config.binding.Mistake;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is allowed, but hardly meant. */
class WarningsTest {
    @TempDir private Path conf;

    @BeforeEach
    void aUsualConfiguration() throws Exception {
        Files.writeString(conf.resolve("switchboard.conf"), "messages.rate = 20/s");
        Files.createDirectories(conf.resolve("plugins.d"));
        Files.writeString(conf.resolve("plugins.d/README"), "what belongs here");
    }

    @Test
    void aUsualConfigurationHasNone() throws Exception {
        assertThat(
                        warnings(
                                Map.of(
                                        "SWITCHBOARD_PORT",
                                        "1",
                                        "SWITCHBOARD_JAVA_OPTS",
                                        "-ea",
                                        "A",
                                        "")))
                .isEmpty();
    }

    @Test
    void aMisspeltVariableIsTold() throws Exception {
        assertThat(warnings(Map.of("SWITCHBOARD_PROT", "1")))
                .singleElement()
                .satisfies(warning -> {
                    assertThat(warning.place().toString()).isEqualTo("$SWITCHBOARD_PROT");
                    assertThat(warning.explanation())
                            .isEqualTo("unknown variable; did you mean SWITCHBOARD_PORT?");
                });
    }

    @Test
    void aVariableThatAFileAsksForIsNotMisspelt() throws Exception {
        Files.writeString(conf.resolve("switchboard.conf"), "listen.port = ${SWITCHBOARD_PROT}");
        assertThat(warnings(Map.of("SWITCHBOARD_PROT", "1"))).isEmpty();
    }

    @Test
    void anIncludeOfNothingIsTold() throws Exception {
        Files.writeString(conf.resolve("switchboard.conf"), "\ninclude \"nosuch.conf\"");
        assertThat(warnings(Map.of()))
                .singleElement()
                .satisfies(warning -> {
                    assertThat(warning.place().toString()).endsWith("switchboard.conf:2");
                    assertThat(warning.explanation())
                            .isEqualTo("includes nosuch.conf: no such file");
                });
    }

    @Test
    void anIncludeOfSomethingIsNot() throws Exception {
        Files.writeString(conf.resolve("more.conf"), "messages.burst = 7");
        Files.writeString(
                conf.resolve("switchboard.conf"), "include \"more.conf\"\ninclude \"more\"");
        var loaded = Configuration.load(new ConfigurationSources(Optional.of(conf), Map.of()));
        assertThat(loaded.settings().messages().burst()).isEqualTo(7);
        assertThat(loaded.warnings()).isEmpty();
    }

    @Test
    void aFileOfAPluginWithAnotherEndingIsTold() throws Exception {
        Files.writeString(conf.resolve("plugins.d/rooms.cfg"), "members-only = false");
        assertThat(warnings(Map.of()))
                .singleElement()
                .satisfies(warning -> {
                    assertThat(warning.place().toString()).endsWith("rooms.cfg");
                    assertThat(warning.explanation())
                            .isEqualTo("not read; settings of a plugin stand in <id>.conf");
                });
    }

    private List<Mistake> warnings(Map<String, String> environment) throws Exception {
        return Configuration.load(new ConfigurationSources(Optional.of(conf), environment))
                .warnings();
    }
}
