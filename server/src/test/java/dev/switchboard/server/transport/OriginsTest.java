// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.config.Configuration;
import dev.switchboard.server.config.GateSettings;
import dev.switchboard.server.config.binding.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {

    private static final String SAME_HOST = "";
    private static final String BY_PROXY = "trusted-proxies = [\"0.0.0.0/0\"]";
    private static final String LISTED =
            "origins = [\"https://chat.example.org\", \"http://localhost:3000\"]";

    private static RequestReader requests;

    @BeforeAll
    static void start() throws Exception {
        requests = new RequestReader();
    }

    @AfterAll
    static void stop() throws Exception {
        requests.stop();
    }

    private static GateSettings gate(String settings) throws ConfigurationException {
        return Configuration.of("gate { " + settings + " }").settings().gate();
    }

    private static boolean isAllowed(String settings, String... headers) throws Exception {
        var gate = gate(settings);
        return requests.ask(request -> Origins.allow(request, gate), headers);
    }

    @ParameterizedTest
    @CsvSource({
        "example.org,      http://example.org",
        "example.org,      https://example.org",
        "EXAMPLE.org,      https://Example.ORG",
        "example.org:8080, http://example.org:8080",
        "localhost:8080,   http://localhost:8080",
        "127.0.0.1:8080,   http://127.0.0.1:8080",
        "[::1]:8080,       http://[::1]:8080",
        "xn--mnchen-3ya.example, https://xn--mnchen-3ya.example",
    })
    void aPageOfTheSameHostMayConnectByATrustedProxy(String host, String origin) throws Exception {
        assertThat(isAllowed(BY_PROXY, "Host: " + host, "Origin: " + origin)).isTrue();
    }

    /** Other names may belong to somebody who has them point here. */
    @ParameterizedTest
    @CsvSource({
        "example.org:8080, false",
        "localhost.evil.example, false",
        "evil.example, false",
        "localhost:8080, true",
        "127.0.0.1:8080, true",
        "192.0.2.1, true",
        "[::1]:8080, true",
    })
    void aPageOfTheSameHostMayConnectIfTheHostIsSurelyOurs(String host, boolean isOurs)
            throws Exception {
        assertThat(isAllowed(SAME_HOST, "Host: " + host, "Origin: http://" + host))
                .isEqualTo(isOurs);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theMachineItselfIsOurs() throws Exception {
        String name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        assertThat(isAllowed(SAME_HOST, "Host: " + name, "Origin: http://" + name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example",
                "http://chat.example.org.evil.example",
                "http://evil-chat.example.org",
                "http://evilchat.example.org",
                "http://example.org",
                "http://www.chat.example.org",
                "http://chat.example.org:80",
                "http://chat.example.org:8081",
                "http://chat.example.org:8080.evil.example",
                "http://chat.example.org:8080@evil.example",
                "http://evil.example/chat.example.org:8080",
                "http://evil.example?http://chat.example.org:8080",
                "http://evil.example#http://chat.example.org:8080",
                "http://chat.example.org:8080/",
                "http://chat.example.org.:8080",
                "chat.example.org:8080",
                "//chat.example.org:8080",
                "file://",
                "null",
                "NULL",
                "ftp://chat.example.org:8080",
                "ws://chat.example.org:8080",
                "chrome-extension://chat.example.org:8080",
                "http:chat.example.org:8080",
                "http://chat.example.org:8080 http://evil.example",
                "http://chat.example.org:8080, http://evil.example",
                "*",
            })
    void aPageOfAnotherHostMayNot(String origin) throws Exception {
        for (String settings : List.of(SAME_HOST, BY_PROXY)) {
            assertThat(isAllowed(settings, "Host: chat.example.org:8080", "Origin: " + origin))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://chat.example.org",
                "HTTPS://CHAT.EXAMPLE.ORG",
                "http://localhost:3000"
            })
    void aListedPageMayConnect(String origin) throws Exception {
        assertThat(isAllowed(LISTED, "Host: switch.internal:8080", "Origin: " + origin)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://chat.example.org",
                "https://chat.example.org:443",
                "https://chat.example.org:8443",
                "https://chat.example.org.evil.example",
                "https://evil.example/https://chat.example.org",
                "https://sub.chat.example.org",
                "https://example.org",
                "http://localhost",
                "http://localhost:30000",
                "http://switch.internal:8080",
                "null",
            })
    void whatIsNotListedMayNotEvenIfItIsTheSameHost(String origin) throws Exception {
        assertThat(isAllowed(LISTED, "Host: switch.internal:8080", "Origin: " + origin)).isFalse();
    }

    @Test
    void aStarLetsEveryPageIn() throws Exception {
        String any = "origins = [\"*\"]";

        assertThat(isAllowed(any, "Host: a", "Origin: https://evil.example")).isTrue();
        assertThat(isAllowed(any, "Host: a", "Origin: null")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {SAME_HOST, LISTED})
    void twoOriginsAreOneTooMany(String settings) throws Exception {
        assertThat(
                        isAllowed(
                                settings,
                                "Host: chat.example.org",
                                "Origin: https://chat.example.org",
                                "Origin: https://chat.example.org"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {SAME_HOST, LISTED})
    void anEmptyOriginIsNoOrigin(String settings) throws Exception {
        assertThat(isAllowed(settings, "Host: chat.example.org", "Origin:")).isFalse();
    }

    @Test
    void programsThatSendNoOriginMayConnectUnlessTheSettingSaysNo() throws Exception {
        assertThat(isAllowed(SAME_HOST, "Host: a")).isTrue();
        assertThat(isAllowed(LISTED, "Host: a")).isTrue();
        assertThat(isAllowed("allow-missing-origin = false", "Host: a")).isFalse();
    }
}
