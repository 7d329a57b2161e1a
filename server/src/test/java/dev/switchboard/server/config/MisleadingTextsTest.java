// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchboard.server.config.binding.ConfigurationException;
import dev.switchboard.server.config.binding.Mistake;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mistake is told where the operator made it, and in words for operators. */
class MisleadingTextsTest {
    record Poll(int maxOptions, String greeting) {
        Poll {
            if (maxOptions > 10) {
                throw new IllegalArgumentException("maxOptions must be at most 10");
            }
        }
    }

    record Linked(java.net.URI where) {}

    @TempDir private Path conf;

    @Test
    void aValueWhereASectionBelongsIsToldAtItsOwnLine() throws IOException {
        assertThat(mistakes("\nlisten = 8080"))
                .singleElement()
                .satisfies(mistake -> {
                    assertThat(mistake.place().toString()).endsWith("switchboard.conf:2");
                    assertThat(mistake.explanation())
                            .isEqualTo("not a section; write listen { … }");
                });
    }

    @Test
    void ofTwoKeysThatDoNotGoTogetherTheOneThatSomebodyWroteIsTold() throws IOException {
        assertThat(mistakes("delivery.outbox.bytes = 1 KiB"))
                .singleElement()
                .satisfies(mistake -> {
                    assertThat(mistake.place().toString()).endsWith("switchboard.conf:1");
                    assertThat(mistake.path()).isEqualTo("delivery.outbox.bytes");
                    assertThat(mistake.explanation())
                            .isEqualTo("must not be below messages.max-size, which is 64 KiB");
                });
    }

    @Test
    void clientsAndOperatorsCannotShareAPort() throws IOException {
        assertThat(mistakes("listen.port = 8081"))
                .singleElement()
                .satisfies(mistake -> {
                    assertThat(mistake.path()).isEqualTo("listen.port");
                    assertThat(mistake.explanation()).isEqualTo("is the admin.port, too");
                });
        assertThat(mistakes("listen.port = 8081, listen.host = 10.0.0.1")).isEmpty();
        assertThat(mistakes("listen.port = 8081, admin.enabled = false")).isEmpty();
        assertThat(mistakes("listen.port = 0, admin.port = 0")).isEmpty();
    }

    @Test
    void aMissingBraceIsCalledSo() throws IOException {
        assertThat(mistakes("listen {\n  port = 1\n"))
                .singleElement()
                .satisfies(mistake ->
                        assertThat(mistake.explanation())
                                .isEqualTo(
                                        "the file ends within a section; a } is missing somewhere"
                                                + " above"));
    }

    @Test
    void aFileInAnotherEncodingIsCalledSo() throws IOException {
        Files.write(
                conf.resolve("switchboard.conf"),
                "listen.port = 1".getBytes(StandardCharsets.UTF_16));
        assertThat(mistakesOfFiles())
                .singleElement()
                .satisfies(mistake ->
                        assertThat(mistake.explanation())
                                .isEqualTo("not UTF-8; save the file in that encoding"));
        Files.write(
                conf.resolve("switchboard.conf"),
                "listen.port = 1".getBytes(StandardCharsets.UTF_16LE));
        assertThat(mistakesOfFiles()).hasSize(1);
    }

    @Test
    void anIncludeThatIsRequiredIsToldAtItsLine() throws IOException {
        assertThat(mistakes("\n\ninclude required(\"nosuch.conf\")"))
                .singleElement()
                .satisfies(mistake -> {
                    assertThat(mistake.place().toString()).endsWith("switchboard.conf:3");
                    assertThat(mistake.explanation())
                            .isEqualTo("includes nosuch.conf: no such file");
                });
    }

    @Test
    void aNumberOutOfReachIsCalledSo() throws IOException {
        assertThat(mistakes("messages.burst = 3000000000"))
                .singleElement()
                .satisfies(mistake -> assertThat(mistake.explanation()).isEqualTo("too large"));
    }

    @Test
    void aPluginsMissingDefaultSaysWhereToWriteIt() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(
                        () -> Configuration.of("").plugin("poll", "greeting = hi").bind(Poll.class))
                .withMessage(
                        "poll/reference.conf:1  plugins.poll.max-options   missing; expected a whole"
                                + " number, here or in conf/plugins.d/poll.conf");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Configuration.of("").plugin("poll", "").bind(Poll.class))
                .withMessageStartingWith("poll/reference.conf  plugins.poll.max-options");
    }

    @Test
    void whatARecordSaysOfItsComponentIsSaidOfTheKey() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() ->
                        Configuration.of("")
                                .plugin("poll", "max-options = 11, greeting = hi")
                                .bind(Poll.class))
                .withMessageContaining("max-options must be at most 10")
                .withMessageNotContaining("maxOptions");
    }

    @Test
    void aTypeThatCannotBeReadIsToldAlsoWhenNothingIsWritten() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Configuration.of("").plugin("bad", "").bind(Linked.class))
                .withMessageContaining("java.net.URI cannot be read");
    }

    private List<Mistake> mistakes(String text) throws IOException {
        Files.writeString(conf.resolve("switchboard.conf"), text);
        return mistakesOfFiles();
    }

    private List<Mistake> mistakesOfFiles() {
        try {
            Configuration.load(new ConfigurationSources(Optional.of(conf), Map.of()));
            return List.of();
        } catch (ConfigurationException wrong) {
            return wrong.mistakes();
        }
    }
}
