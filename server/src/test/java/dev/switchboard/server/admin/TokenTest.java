// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {

    private final Token token = new Token("s3cret");

    @ParameterizedTest
    @ValueSource(strings = {"Bearer s3cret", "bearer s3cret", "Bearer  s3cret "})
    void isFoundInItsHeader(String header) {
        assertThat(token.isIn(header)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "s3cret",
                "Bearer s3cre",
                "Bearer s3cret2",
                "Basic s3cret"
            })
    void isNotFoundElsewhere(String header) {
        assertThat(token.isIn(header)).isFalse();
    }

    @Test
    void isNotFoundWhereThereIsNoHeader() {
        assertThat(token.isIn(null)).isFalse();
    }

    @Test
    void cannotBeEmpty() {
        assertThatThrownBy(() -> new Token(" ")).isInstanceOf(IllegalArgumentException.class);
    }
}
