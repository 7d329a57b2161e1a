// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.authhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchboard.support.TestBackend;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the operator may write, and what is told of mistakes. */
class SettingsTest {

    @TempDir Path folder;

    private Path secret(String content, String permissions) throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private static void assertRefused(String settings, String text) {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> Desk.of(settings).close())
                .withMessageContaining(text);
    }

    @Test
    void withoutAnAddressNothingIsRegistered() {
        try (var desk = Desk.of()) {
            assertThat(desk.authenticators()).isZero();
            assertThat(desk.authorizers()).isZero();
            assertThat(desk.counters()).isEmpty();
        }
    }

    @Test
    void withAnAddressForWhoConnectsNobodyIsAskedAboutRooms() {
        try (var desk = Desk.of("connect-url = \"https://app.example/connect\"")) {
            assertThat(desk.authenticators()).isEqualTo(1);
            assertThat(desk.authorizers()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example/who?of=switch",
                "http://127.0.0.1:8080/",
                "http://127.9.9.9/",
                "http://localhost:8080/who",
                "http://[::1]:8080/who",
                "HTTPS://app.example"
            })
    void encryptedAddressesAndThoseOfThisMachineAreTaken(String url) {
        Desk.of("join-url = \"" + url + "\"").close();
    }

    @ParameterizedTest
    @CsvSource({
        "http://app.example/, connect-url must begin with https://",
        "http://10.0.0.1/, connect-url must begin with https://",
        "http://localhost.app.example/, connect-url must begin with https://",
        "ftp://app.example/, connect-url must begin with https://",
        "/who, connect-url must begin with https://",
        "https:who, connect-url must begin with https://",
        "https://ann:pw@app.example/, connect-url must have no user",
        "https://app.example/#a, connect-url must have no user",
        "https://a b/, connect-url is not an address"
    })
    void addressesThatWouldGiveTokensAwayAreRefused(String url, String text) {
        assertRefused("connect-url = \"" + url + "\"", text);
    }

    @Test
    void theOperatorMayAllowPlainAddresses() {
        Desk.of("connect-url = \"http://app.example/\"", "allow-plain = true").close();
    }

    @Test
    void theSecretIsSentToTheBackend() throws Exception {
        try (var backend = new TestBackend().answers("{\"user\":\"ann\"}");
                var desk =
                        Desk.of(
                                "connect-url = \"" + backend.url("/") + "\"",
                                "secret-file = " + secret("s3cret\n", "rw-r-----"))) {
            desk.who("abc");
            assertThat(backend.asked().getFirst().header("Authorization"))
                    .isEqualTo("Bearer s3cret");
        }
    }

    @Test
    void aSecretThatEverybodyMayReadIsRefused() throws Exception {
        Path file = secret("s3cret", "rw-r--r--");
        assertRefused(
                "secret-file = " + file,
                "secret-file: %s holds a secret, and everybody may read it; chmod o-r %s changes that"
                        .formatted(file, file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "two\nlines", "a\n\n", "with space", "schlüssel"})
    void whatIsNoSecretIsRefused(String content) throws Exception {
        assertRefused(
                "secret-file = " + secret(content, "rw-------"),
                "must be one line of ASCII without spaces");
    }

    @Test
    void aSecretThatIsNotThereIsRefused() {
        assertRefused("secret-file = " + folder.resolve("none"), "does not exist");
        assertRefused("secret-file = secret", "secret-file must be an absolute path");
    }

    @ParameterizedTest
    @CsvSource({
        "timeout = 0s, timeout must be between 10ms and 1m",
        "concurrent = 0, concurrent must be between 1 and 10000",
        "cache.time = 2d, time must be between 0s and 1d",
        "cache.refusal-time = 2d, refusal-time must be between 0s and 1d",
        "cache.entries = -1, entries must be between 0 and 1000000",
        "breaker.failures = 0, failures must be at least 1",
        "breaker.rest = 0s, rest must be between 100ms and 1h",
        "when-down = maybe, deny"
    })
    void valuesOutOfReachAreRefused(String settings, String text) {
        assertRefused(settings, text);
    }
}
