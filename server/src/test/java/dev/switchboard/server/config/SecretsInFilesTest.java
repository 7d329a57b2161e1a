// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchboard.server.config.EffectiveConfiguration.Line;
import dev.switchboard.server.config.binding.ConfigurationException;
import dev.switchboard.server.config.value.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A setting that is secret may stand in a file of its own. */
class SecretsInFilesTest {

    record Sender(Optional<String> apiToken, List<String> keys) {}

    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void aSecret() throws Exception {
        file = folder.resolve("mounted");
        write("hunter2\n");
    }

    private void write(String content) throws Exception {
        Files.writeString(file, content);
        permit("rw-r-----");
    }

    private void permit(String permissions) throws Exception {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private String password() throws ConfigurationException {
        return password(configuration()).reveal();
    }

    private static Secret password(Configuration configuration) {
        return configuration.settings().listen().tls().password();
    }

    private Configuration configuration() throws ConfigurationException {
        return Configuration.of("listen.tls.password = { file = \"" + file + "\" }");
    }

    private static void assertMistake(String text, String explanation) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Configuration.of(text))
                .withMessageContaining(explanation)
                .satisfies(told -> assertThat(told.toString()).doesNotContain("hunter2"));
    }

    @Test
    void theContentOfTheFileIsTheSecret() throws Exception {
        assertThat(password()).isEqualTo("hunter2");
    }

    @Test
    void oneEndOfALineIsNoPartOfIt() throws Exception {
        write("hunter2");
        assertThat(password()).isEqualTo("hunter2");
        write("hunter2\r\n");
        assertThat(password()).isEqualTo("hunter2");
        write(" two\nlines\n\n");
        assertThat(password()).isEqualTo(" two\nlines\n");
    }

    @Test
    void aTextOfAPluginMayStandInAFile() throws Exception {
        var sender =
                Configuration.of(
                                "plugins.sender { api-token = { file = \"%s\" }, keys = [a, { file = \"%s\" }] }"
                                        .formatted(file, file))
                        .plugin("sender", "api-token = \"\", keys = []")
                        .bind(Sender.class);
        assertThat(sender).isEqualTo(new Sender(Optional.of("hunter2"), List.of("a", "hunter2")));
    }

    @Test
    void whatEverybodyMayReadIsRefused() throws Exception {
        permit("rw-r--r--");
        assertMistake(
                "listen.tls.password { file = \"" + file + "\" }",
                "%s holds a secret, and everybody may read it; chmod o-r %s changes that"
                        .formatted(file, file));
    }

    @Test
    void whatCannotBeReadIsRefused() throws Exception {
        assertMistake(
                "listen.tls.password { file = \"" + folder.resolve("none") + "\" }",
                "none does not exist");
        assertMistake(
                "listen.tls.password { file = mounted }", "the path of a secret must begin with /");
        assertMistake("listen.tls.password { file = \"" + folder + "\" }", "cannot be read");
        Files.write(file, new byte[] {'h', (byte) 0xff});
        assertMistake("listen.tls.password { file = \"" + file + "\" }", "is no text in UTF-8");
        Files.write(file, new byte[64 * 1024 + 1]);
        assertMistake(
                "listen.tls.password { file = \"" + file + "\" }", "is too large for a secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "listen.tls.password { path = /a }",
                "listen.tls.password { file = /a, more = b }",
                "listen.tls.password { file = [a] }",
                "listen.tls.password {}",
                "listen.host { file = /a }",
                "listen.port { file = /a }"
            })
    void otherSectionsAndOtherSettingsAreMistakes(String text) {
        assertMistake(text, "not a single value");
    }

    @Test
    void itIsReadAgainByAReloadAndShownByNobody() throws Exception {
        var live = new LiveSettings(configuration());
        write("hunter3\n");
        var reload = live.change(configuration());

        assertThat(reload.toString()).contains("listen.tls.password").doesNotContain("hunter");
        assertThat(password(live.configuration()).reveal()).isEqualTo("hunter3");
        assertThat(live.effective(Map.of()).table()).doesNotContain("hunter");
    }

    @Test
    void whichFileItIsMayBeSeen() throws Exception {
        var configuration =
                Configuration.of(
                        "listen.tls.password.file = \"%s\", plugins.sender { api-token.file = \"%s\", secret-file = /s }"
                                .formatted(file, file));
        assertThat(EffectiveConfiguration.of(configuration, Map.of()).lines())
                .contains(
                        new Line("listen.tls.password.file", file.toString(), "text:1"),
                        new Line("plugins.sender.api-token.file", file.toString(), "text:1"),
                        new Line("plugins.sender.secret-file", "/s", "text:1"));
    }

    @Test
    void theEnvironmentIsStrongerThanAFile() throws Exception {
        Files.writeString(
                folder.resolve("switchboard.conf"), "listen.tls.password.file = \"" + file + "\"");
        var configuration =
                Configuration.load(
                        new ConfigurationSources(
                                Optional.of(folder), Map.of("SWITCHBOARD_TLS_PASSWORD", "other")));
        assertThat(password(configuration)).isEqualTo(new Secret("other"));
    }

    @Test
    void aMistakeDoesNotRepeatThePasswordInAnAddress() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() ->
                        Configuration.of("messages.rate = \"https://ann:hunter2@example.org\""))
                .withMessageContaining("https://***@example.org");
    }
}
