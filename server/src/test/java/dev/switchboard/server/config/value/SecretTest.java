// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTest {

    @Test
    void printsNothingOfItself() {
        record Account(String user, Secret password) {}
        assertThat(new Account("ada", new Secret("hunter2")).toString())
                .isEqualTo("Account[user=ada, password=***]");
    }

    @Test
    void isGivenToWhoAsksByName() {
        assertThat(new Secret("hunter2").reveal()).isEqualTo("hunter2");
    }
}
