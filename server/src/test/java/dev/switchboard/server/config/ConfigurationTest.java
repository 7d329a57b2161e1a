// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.switchboard.server.config.binding.ConfigurationException;
import dev.switchboard.server.config.binding.Mistake;
import dev.switchboard.server.config.value.AddressRange;
import dev.switchboard.server.config.value.ByteSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
    record Greeter(String greeting, int times, boolean loud) {
        Greeter {
            if (greeting.length() * times > 100) {
                throw new IllegalArgumentException("too much of a greeting");
            }
        }
    }

    private static final String GREETER = "greeting = hi, times = 1, loud = false";

    private static final String NOTHING =
            " stands for nothing, neither here nor in the environment";

    @TempDir private Path conf;

    @BeforeEach
    void anEmptyMainFile() throws IOException {
        write("switchboard.conf", "");
    }

    @Test
    void withoutADirectoryThereAreDefaults() throws Exception {
        Settings settings = Configuration.load(ConfigurationSources.none()).settings();
        assertThat(settings.messages().maxSize()).isEqualTo(ByteSize.ofKibibytes(64));
        assertThat(settings.admin().host()).isEqualTo("127.0.0.1");
        assertThat(settings.gate().userHeader()).isEmpty();
    }

    @Test
    void theMainFileWinsOverTheDefaults() throws Exception {
        write("switchboard.conf", "listen.port = 9000");
        assertThat(load().settings().listen().port()).isEqualTo(9000);
    }

    @Test
    void theEnvironmentWinsOverTheMainFile() throws Exception {
        write("switchboard.conf", "listen.port = 9000\nlisten.host = 10.1.2.3");
        Settings settings =
                load(Map.of(
                                "SWITCHBOARD_PORT",
                                "9001",
                                "SWITCHBOARD_ORIGINS",
                                "https://a.example,https://b.example",
                                "SWITCHBOARD_TRUSTED_PROXIES",
                                "10.0.0.0/8"))
                        .settings();
        assertThat(settings.listen().port()).isEqualTo(9001);
        assertThat(settings.listen().host()).isEqualTo("10.1.2.3");
        assertThat(settings.gate().origins())
                .containsExactly("https://a.example", "https://b.example");
        assertThat(settings.gate().trustedProxies())
                .containsExactly(AddressRange.parse("10.0.0.0/8"));
    }

    @Test
    void aFileMayNameAnyVariableAndAnyOtherKey() throws Exception {
        write(
                "switchboard.conf",
                "messages.max-frame-size = ${FRAME}\nmessages.max-size = ${messages.max-frame-size}");
        assertThat(load(Map.of("FRAME", "8k")).settings().messages().maxSize())
                .isEqualTo(ByteSize.ofKibibytes(8));
    }

    @Test
    void aMistakeInAVariableNamesTheVariable() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> load(Map.of("SWITCHBOARD_PORT", "http")))
                .withMessage("$SWITCHBOARD_PORT  listen.port = \"http\"   not a whole number");
    }

    @Test
    void aMissingMainFileIsAMistake() throws Exception {
        Files.delete(conf.resolve("switchboard.conf"));
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(this::load)
                .withMessage(conf.resolve("switchboard.conf") + "  no such file");
    }

    @Test
    void filesThatAreNoHoconAreNamedTogetherWithTheirLines() throws Exception {
        write("switchboard.conf", "listen {\n  port = ]\n}");
        write("plugins.d/chat.conf", "a = 1\n\nb = {");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(this::load)
                .satisfies(refused ->
                        assertThat(refused.mistakes())
                                .extracting(mistake -> mistake.place().toString())
                                .containsExactly(
                                        conf.resolve("plugins.d/chat.conf") + ":3",
                                        conf.resolve("switchboard.conf") + ":2"))
                .withMessageContaining("Expecting a value but got wrong token: ']'")
                .withMessageNotContaining("you intended");
    }

    @Test
    void aNameThatStandsForNothingHidesNoOtherMistake() throws Exception {
        write(
                "switchboard.conf",
                """
                listen.tls.password = ${KEYSTORE_PASSWORD}
                listen.port = ${PORT}
                listen.backlog = 4096
                rooms.per-client = ${rooms.number}
                messages.burst = many
                """);
        String file = conf.resolve("switchboard.conf").toString();
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(this::load)
                .satisfies(refused ->
                        assertThat(refused.mistakes())
                                .extracting(
                                        mistake -> mistake.place().line(),
                                        Mistake::path,
                                        Mistake::explanation)
                                .containsExactly(
                                        tuple(1, "", "${KEYSTORE_PASSWORD}" + NOTHING),
                                        tuple(2, "", "${PORT}" + NOTHING),
                                        tuple(4, "", "${rooms.number}" + NOTHING),
                                        tuple(5, "messages.burst", "not a whole number")))
                .withMessageContaining(file + ":1  ");
    }

    @Test
    void aNameThatShouldHaveBeenAListIsNamedToo() throws Exception {
        write("switchboard.conf", "\ngate.origins = ${ORIGINS} [\"https://chat.example.org\"]");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(this::load)
                .withMessage(conf.resolve("switchboard.conf") + ":2  ${ORIGINS}" + NOTHING);
    }

    @Test
    void aTextBesideAListIsNamedWithItsLine() throws Exception {
        write(
                "switchboard.conf",
                "name = x\ngate.origins = ${name} [\"https://chat.example.org\"]");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(this::load)
                .withMessageStartingWith(conf.resolve("switchboard.conf") + ":")
                .withMessageContaining("Cannot concatenate");
    }

    @Test
    void namesThatGoRoundInACircleAreNamedWithTheirLine() throws Exception {
        write("switchboard.conf", "a = ${b}\nb = ${a}");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(this::load)
                .withMessageStartingWith(conf.resolve("switchboard.conf") + ":")
                .withMessageContaining("cycle");
    }

    @Test
    void aFileThatIsNoHoconHidesNoMistakeOfAnother() throws Exception {
        write("switchboard.conf", "messages.burst = many");
        write("plugins.d/chat.conf", "b = {");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(this::load)
                .satisfies(refused -> assertThat(refused.mistakes()).hasSize(2));
    }

    @Test
    void anIncludedFileIsSoughtBesideTheOneThatNamesIt() throws Exception {
        write("switchboard.conf", "include \"limits.conf\"");
        write("limits.conf", "\nrooms.per-client = few");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(this::load)
                .withMessage(
                        conf.resolve("limits.conf")
                                + ":2  rooms.per-client = \"few\"   not a whole number");
    }

    @Test
    void everySectionInPluginsBelongsToAPlugin() throws Exception {
        write("switchboard.conf", "plugins { mandatory = [chat], chat { times = 1 }, x.y = 2 }");
        write("plugins.d/greeter.conf", "times = 3");
        Configuration configuration = load();
        assertThat(configuration.settings().plugins().mandatory()).isEqualTo(List.of("chat"));
        assertThat(configuration.plugins()).containsOnlyKeys("chat", "greeter", "x");
    }

    @Test
    void anUnknownSingleValueInPluginsIsAMistake() throws Exception {
        write("switchboard.conf", "plugins.mandatry = [chat]");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(this::load)
                .withMessageContaining("unknown key; did you mean plugins.mandatory?");
    }

    @Test
    void aPluginFindsItsDefaultsUnderWhatWasWrittenForIt() throws Exception {
        write("switchboard.conf", "plugins.greeter { greeting = hello, times = 9 }");
        write("plugins.d/greeter.conf", "times = 3");
        PluginConfiguration greeter = load().plugin("greeter", GREETER);
        assertThat(greeter.bind(Greeter.class)).isEqualTo(new Greeter("hello", 3, false));
    }

    @Test
    void theMistakesOfAPluginsSectionHaveTheirLinesToo() throws Exception {
        write("plugins.d/greeter.conf", "\ntimes = often\ngreetings = hello");
        PluginConfiguration greeter = load().plugin("greeter", GREETER);
        Path file = conf.resolve("plugins.d/greeter.conf");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> greeter.bind(Greeter.class))
                .withMessage(
                        """
                        %s:2  plugins.greeter.times = "often"   not a whole number
                        %s:3  plugins.greeter.greetings         unknown key; did you mean plugins.greeter.greeting?\
                        """
                                .formatted(file, file));
    }

    @Test
    void aMistakeOfAWholeSectionStandsAtItsFirstLineInAFile() throws Exception {
        write("plugins.d/greeter.conf", "\n\ngreeting = hello\ntimes = 1000");
        PluginConfiguration greeter = load().plugin("greeter", GREETER);
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> greeter.bind(Greeter.class))
                .withMessage(
                        conf.resolve("plugins.d/greeter.conf")
                                + ":3  plugins.greeter   too much of a greeting");
    }

    @Test
    void theMistakesOfAPluginsDefaultsHaveTheirLinesToo() throws Exception {
        Configuration configuration = load();
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> configuration.plugin("greeter", "times = 1\ngreeting = ["))
                .withMessageStartingWith("greeter/reference.conf:2");
    }

    private Configuration load() throws ConfigurationException {
        return load(Map.of());
    }

    private Configuration load(Map<String, String> environment) throws ConfigurationException {
        return Configuration.load(new ConfigurationSources(Optional.of(conf), environment));
    }

    private void write(String file, String text) throws IOException {
        Path path = conf.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
