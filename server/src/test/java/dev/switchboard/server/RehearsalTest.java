// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.switchboard.server.cli.CommandLine;
import dev.switchboard.server.cli.Commands.Findings;
import dev.switchboard.server.config.Configuration;
import dev.switchboard.server.config.ConfigurationSources;
import dev.switchboard.server.operation.Rehearsal;
import dev.switchboard.server.plugin.PluginSource;
import dev.switchboard.server.transport.tls.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What {@code validate} finds, and what it leaves alone. */
class RehearsalTest {
    @TempDir private Path home;

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level before = root.getLevel();

    @BeforeEach
    void emptyHome() throws Exception {
        Files.createDirectories(home.resolve("conf"));
        Files.createDirectories(home.resolve("plugins"));
    }

    /** It silences the log of its process. */
    @AfterEach
    void logAgain() {
        root.setLevel(before);
    }

    @Test
    void aPluginFindsADataFolderThatIsNotTheOneInUse() throws Exception {
        Path locked = Files.createDirectories(home.resolve("data/plugins/keeper"));
        Files.writeString(locked.resolve("lock"), "in use");
        new PluginSource("keeper")
                .start(
                        """
                        var lock = context.dataDirectory().resolve("lock");
                        if (java.nio.file.Files.exists(lock)) throw new IllegalStateException("locked");
                        try {
                            java.nio.file.Files.writeString(lock, "mine");
                        } catch (java.io.IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                        System.setProperty("rehearsal.lock", lock.toString());
                        """)
                .packInto(home.resolve("plugins"));

        assertThat(rehearse("").failures()).isEmpty();
        Path used = Path.of(System.clearProperty("rehearsal.lock"));
        assertThat(used).isNotEqualTo(locked.resolve("lock")).doesNotExist();
        assertThat(used.getParent().getParent().getParent()).doesNotExist();
        assertThat(locked.resolve("lock")).hasContent("in use");
    }

    @Test
    void whatAPluginSchedulesDoesNotRun() throws Exception {
        new PluginSource("ticker")
                .start(
                        """
                        var ticked = new java.util.concurrent.CountDownLatch(1);
                        context.scheduler().after(java.time.Duration.ZERO, ticked::countDown);
                        try {
                            if (ticked.await(200, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                                throw new IllegalStateException("it ran");
                            }
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        """)
                .packInto(home.resolve("plugins"));

        assertThat(rehearse("").failures()).isEmpty();
    }

    @Test
    void theKeystoreIsOpened() throws Exception {
        assertThat(rehearse("listen.tls.enabled = true").failures())
                .singleElement()
                .asString()
                .contains("keystore.p12 (listen.tls.keystore) does not exist");
    }

    @Test
    void pemFilesAreRead() throws Exception {
        String named =
                "listen.tls { enabled = true, certificate = conf/site.pem, key = conf/site.key }";
        Samples.write(Samples.text("ec-certificate.pem"), home.resolve("conf/site.pem"));
        Samples.write(Samples.text("rsa-pkcs8.pem"), home.resolve("conf/site.key"));
        assertThat(rehearse(named).failures())
                .singleElement()
                .asString()
                .matches(
                        "the key in .*site.key \\(listen.tls.key\\) does not belong to the"
                                + " certificate in .*site.pem \\(listen.tls.certificate\\)");

        Samples.write(Samples.text("ec-sec1.pem"), home.resolve("conf/site.key"));
        assertThat(rehearse(named).failures()).isEmpty();
    }

    @Test
    void whatIsHardlyMeantIsAWarning() throws Exception {
        Files.createDirectories(home.resolve("plugins/rooms"));
        Files.writeString(home.resolve("plugins/loose.jar"), "");
        assertThat(
                        rehearse(
                                        """
                                        plugins.disabled = [roms, rooms]
                                        plugins.chta.loud = true
                                        listen.host = 192.0.2.1
                                        admin.host = 0.0.0.0
                                        gate.origins = ["*"]
                                        """)
                                .warnings())
                .anyMatch(each -> each.contains("roms") && each.endsWith("did you mean rooms?"))
                .anyMatch(each -> each.contains("settings for the plugin chta"))
                .anyMatch(each -> each.contains("loose.jar is ignored"))
                .anyMatch(each ->
                        each.equals("listen.host = 192.0.2.1 is no address of this machine"))
                .anyMatch(each -> each.startsWith("admin.host = 0.0.0.0: everything there but"))
                .anyMatch(each -> each.startsWith("gate.origins has"))
                .hasSize(6);
    }

    @Test
    void aFolderOfPluginsThatIsNotThereIsAWarning() throws Exception {
        assertThat(rehearse("plugins.directory = nosuch").warnings())
                .singleElement()
                .asString()
                .contains("nosuch (plugins.directory)");
    }

    @Test
    void aUsualConfigurationHasNoWarning() throws Exception {
        var found = rehearse("");
        assertThat(found.failures()).isEmpty();
        assertThat(found.warnings()).isEmpty();
        assertThat(home.resolve("data")).doesNotExist();
    }

    private Findings rehearse(String configuration) throws Exception {
        Files.writeString(home.resolve("conf/switchboard.conf"), configuration);
        CommandLine line = CommandLine.parse(List.of("validate", "--home", home.toString()));
        return new Rehearsal(SwitchboardModule::assemble)
                .rehearse(
                        line,
                        Configuration.load(
                                new ConfigurationSources(
                                        java.util.Optional.of(home.resolve("conf")),
                                        java.util.Map.of())));
    }
}
