// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {

    private final AllowedHosts host = new AllowedHosts("Switch-1.internal");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST",
                "127.0.0.1",
                "192.0.2.7",
                "[::1]",
                "::1",
                "[2001:db8::7]",
                "switch-1.internal"
            })
    void answersToAddressesAndItsOwnNames(String name) {
        assertThat(host.answersTo(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "evil.example",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "switch-1.internal.evil.example",
                "cafe",
                "localhost."
            })
    void doesNotAnswerToTheDomainsOfStrangers(String name) {
        assertThat(host.answersTo(name)).isFalse();
    }

    @Test
    void doesNotAnswerToNobody() {
        assertThat(host.answersTo(null)).isFalse();
    }
}
