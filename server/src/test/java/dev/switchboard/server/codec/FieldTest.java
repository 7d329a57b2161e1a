// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FieldTest {

    @ParameterizedTest
    @CsvSource({
        "room, room",
        "retryAfterMs, retry_after_ms",
        "roomID, room_id",
        "HTTPStatus, http_status",
        "sha256Sum, sha256_sum",
        "already_snake, already_snake",
        "aB, a_b",
        "größeÜber, größe_über",
    })
    void wordsAreJoinedByUnderscores(String javaName, String wireName) {
        assertThat(Field.wireName(javaName)).isEqualTo(wireName);
    }
}
