// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.switchboard.server.config.binding.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the sections. */
class SettingsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "listen.port = 65536|must be between 0 and 65535",
                "listen.host = \"\"|must name an address; try 0.0.0.0",
                "listen.header-size = 1 MiB|must be between 1 KiB and 64 KiB",
                "listen.handshake-timeout = 0|must be between 100ms and 5m",
                "listen.tls { keystore = a, certificate = b, key = c }|must be empty if certificate and key",
                "listen.tls.certificate = a|needs key, the PEM file of its private key",
                "listen.tls.key = a|needs certificate, the PEM file that it belongs to",
                "listen.tls.client-certificates = required|needs client-ca",
                "gate.origins = [\"https://a.example/path\"]|an origin is written like",
                "gate.max-connections = 0|must be between 1 and 10000000",
                "gate.per-address.new-connections = 0/s|must be at least 1",
                "gate.per-address.ipv6-prefix = 129|must be between 32 and 128",
                "gate.user-header = X-User|needs trusted-proxies",
                "messages.max-size = 2 MiB|must not be above delivery.outbox.bytes, which is 1 MiB",
                "messages.max-frame-size = 65 KiB|must not be above max-size, which is 64 KiB",
                "messages.json.max-depth = 0|must be between 1 and 1000",
                "messages.rate = 0/s|must be at least 1",
                "messages.completion-timeout = 2h|must be between 100ms and 1h",
                "limits.dry-run = [messages.rat]|did you mean messages.rate?; there are messages.rate, messages.bytes",
                "limits.dry-run = [delivery.memory]|no limit that can be tried; there are messages.rate, messages.b",
                "heartbeat.interval = 0|must be between 100ms and 1h",
                "rooms.max-name = 2 KiB|must be between 1 B and 1 KiB",
                "delivery.coalesce = 6ms|must be between 0s and 5ms",
                "delivery.slow-publisher.fallback = slow-publisher|must end the pause",
                "delivery.overflow.room-patterns { \"a*b\" = disconnect }|a star stands only at the end",
                "drain.window = 2h|must be between 0s and 1h",
                "admin.port = -1|must be between 0 and 65535",
                "admin.names = [\"https://switch-1.example.org\"]|are written without scheme and port",
                "admin.tls.client-certificates = required|needs client-ca",
                "logging { file = a.log, audit-file = a.log }|is the file, too",
                "logging.rotation.max-size = 1 KiB|must be at least 64 KiB",
                "plugins { mandatory = [a], disabled = [a] }|a stands in plugins.disabled too"
            })
    void aValueThatCannotWorkIsRefused(String text, String reason) {
        assertThatCode(() -> Configuration.of(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("text:1  ")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gate.origins = [\"*\"]",
                "gate.origins = [\"https://chat.example.org\", \"http://localhost:3000\"]",
                "gate.origins = [\"http://[::1]:3000\", \"app://bundle\"]",
                "gate { user-header = X-User, trusted-proxies = [127.0.0.1] }",
                "listen.port = 0, listen.tls { enabled = true, password = x }",
                "listen.tls { enabled = true, certificate = a.pem, key = b.pem }",
                "messages { max-size = 2 MiB }, delivery.outbox.bytes = 2 MiB",
                "logging { format = json, level = warn, file = log/switchboard.log }",
                "rooms.per-client = 0"
            })
    void aValueThatCanWorkIsTaken(String text) {
        assertThatCode(() -> Configuration.of(text)).doesNotThrowAnyException();
    }

    @Test
    void theMostExactPatternDecides() throws Exception {
        OverflowSettings overflow =
                Configuration.of(
                                """
                                delivery.overflow {
                                  rooms = disconnect
                                  room-patterns {
                                    "ticker.*" = drop-oldest
                                    "ticker.fx.*" = drop-newest
                                    ticker.fx.eur = slow-publisher
                                  }
                                  path-patterns { "/relay*" = drop-oldest }
                                }
                                """)
                        .settings()
                        .delivery()
                        .overflow();
        assertThat(overflow.ofRoom("lobby")).isEqualTo(Overflow.DISCONNECT);
        assertThat(overflow.ofRoom("ticker.gold")).isEqualTo(Overflow.DROP_OLDEST);
        assertThat(overflow.ofRoom("ticker.fx.usd")).isEqualTo(Overflow.DROP_NEWEST);
        assertThat(overflow.ofRoom("ticker.fx.eur")).isEqualTo(Overflow.SLOW_PUBLISHER);
        assertThat(overflow.ofPath("/relay/a")).isEqualTo(Overflow.DROP_OLDEST);
        assertThat(overflow.ofPath("/echo")).isEqualTo(Overflow.DISCONNECT);
    }

    @Test
    void aSlowReceiverMissesMessagesOfManyButNoneOfItsOwn() throws Exception {
        var overflow = Configuration.of("").settings().delivery().overflow();
        assertThat(overflow.everyone()).isEqualTo(Overflow.DROP_OLDEST);
        assertThat(overflow.ofRoom("lobby")).isEqualTo(Overflow.DROP_OLDEST);
        assertThat(overflow.users()).isEqualTo(Overflow.DISCONNECT);
    }

    @Test
    void aStarLetsAnyOriginIn() throws Exception {
        assertThat(Configuration.of("gate.origins = [\"*\"]").settings().gate().allowsAnyOrigin())
                .isTrue();
        assertThat(Configuration.of("").settings().gate().allowsAnyOrigin()).isFalse();
    }
}
