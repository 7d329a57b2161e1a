// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchboard.server.config.binding.ConfigurationException;
import dev.switchboard.server.config.value.Rate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveSettingsTest {

    @Test
    void aLimitChangesWhileTheSwitchRuns() throws Exception {
        LiveSettings live = new LiveSettings(Configuration.of(""));
        Reload reload = live.change(Configuration.of("messages.rate = 5/s"));
        assertThat(live.current().messages().rate()).isEqualTo(Rate.perSecond(5));
        assertThat(reload.changes())
                .containsExactly(new Reload.Change("messages.rate", "50/s", "5/s", false));
    }

    @Test
    void whatNeedsARestartStaysAndIsNamed() throws Exception {
        LiveSettings live = new LiveSettings(Configuration.of(""));
        Reload reload =
                live.change(
                        Configuration.of(
                                """
                                listen.tls.keystore = other.p12
                                delivery { lanes = 3, stall-timeout = 5s }
                                logging { format = json, level = debug }
                                """));
        assertThat(reload.waiting())
                .extracting(Reload.Change::toString)
                .containsExactly(
                        "listen.tls.keystore: \"\" -> other.p12 (needs a restart)",
                        "delivery.lanes: 0 -> 3 (needs a restart)",
                        "logging.format: text -> json (needs a restart)");
        assertThat(reload.applied())
                .extracting(Reload.Change::toString)
                .containsExactly(
                        "delivery.stall-timeout: 30s -> 5s", "logging.level: info -> debug");
        assertThat(live.current().listen()).isEqualTo(Configuration.of("").settings().listen());
        assertThat(live.current().delivery().lanes()).isZero();
        assertThat(live.current().delivery().stallTimeout()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void whatNeedsARestartIsNamedAgainUntilThen() throws Exception {
        LiveSettings live = new LiveSettings(Configuration.of(""));
        live.change(Configuration.of("listen.port = 1"));
        Reload again = live.change(Configuration.of("listen.port = 1"));
        assertThat(again.waiting()).extracting(Reload.Change::path).containsExactly("listen.port");
    }

    @Test
    void aSecretIsNotTold() throws Exception {
        LiveSettings live = new LiveSettings(Configuration.of(""));
        Reload reload = live.change(Configuration.of("listen.tls.password = hunter2"));
        assertThat(reload.changes())
                .containsExactly(new Reload.Change("listen.tls.password", "***", "***", true));
    }

    @Test
    void listenersHearOfChangesThatApplyAndOfNothingElse() throws Exception {
        LiveSettings live = new LiveSettings(Configuration.of(""));
        List<Integer> heard = new ArrayList<>();
        live.onChange(settings -> heard.add(settings.messages().burst()));
        live.change(Configuration.of("messages.burst = 7"));
        live.change(Configuration.of("messages.burst = 7"));
        live.change(Configuration.of("messages.burst = 7, listen.port = 1"));
        assertThat(heard).containsExactly(7);
    }

    @Test
    void aListenerThatFailsKeepsNobodyElseFromHearing() throws Exception {
        LiveSettings live = new LiveSettings(Configuration.of(""));
        List<Settings> heard = new ArrayList<>();
        live.onChange(settings -> {
            throw new IllegalStateException("expected by this test");
        });
        live.onChange(heard::add);
        live.change(Configuration.of("messages.burst = 7"));
        assertThat(heard).containsExactly(live.current());
    }

    @Test
    void aReloadReadsTheFilesAgain(@TempDir Path conf) throws Exception {
        Path file = Files.writeString(conf.resolve("switchboard.conf"), "rooms.per-client = 1");
        LiveSettings live = new LiveSettings(load(conf));
        Files.writeString(file, "rooms.per-client = 2\nplugins.chat.max-length = 5");
        Reload reload = live.reload();
        assertThat(live.current().rooms().perClient()).isEqualTo(2);
        assertThat(reload.plugins()).containsExactly("chat");
        assertThat(live.configuration().plugins()).containsOnlyKeys("chat");
    }

    @Test
    void aReloadWithAMistakeChangesNothing(@TempDir Path conf) throws Exception {
        Path file = Files.writeString(conf.resolve("switchboard.conf"), "rooms.per-client = 1");
        LiveSettings live = new LiveSettings(load(conf));
        Settings before = live.current();
        Files.writeString(file, "rooms.per-client = 2\nheartbeat.interval = often");
        assertThatExceptionOfType(ConfigurationException.class).isThrownBy(live::reload);
        assertThat(live.current()).isSameAs(before);
        assertThat(live.configuration().settings()).isSameAs(before);
    }

    private static Configuration load(Path conf) throws ConfigurationException {
        return Configuration.load(new ConfigurationSources(Optional.of(conf), Map.of()));
    }
}
