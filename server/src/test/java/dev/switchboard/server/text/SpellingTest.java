// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

    @ParameterizedTest
    @CsvSource({
        "interval, interval, 0",
        "intervall, interval, 1",
        "prot, port, 1",
        "hosst, host, 1",
        "kitten, sitting, 3",
        "'', port, 4"
    })
    void countsWrongLetters(String written, String meant, int distance) {
        assertThat(Spelling.distance(written, meant)).isEqualTo(distance);
        assertThat(Spelling.distance(meant, written)).isEqualTo(distance);
    }

    @Test
    void findsTheNearestOfSeveral() {
        assertThat(Spelling.nearest("max-fram-size", List.of("max-size", "max-frame-size")))
                .contains("max-frame-size");
    }

    @Test
    void suggestsNothingThatIsFar() {
        assertThat(Spelling.nearest("colour", List.of("port", "host", "interval"))).isEmpty();
    }

    @Test
    void namesTheChoiceWhenNothingIsNear() {
        assertThat(Spelling.unknown("blue", List.of("text", "json")))
                .isEqualTo("unknown; expected one of text, json");
    }
}
