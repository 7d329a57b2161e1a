// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config.binding;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.switchboard.server.config.value.ByteSize;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConstraintsTest {

    @Test
    void tellsOfEveryBrokenRuleInWordsOfTheFile() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Constraints()
                                .atLeast("burst", 0, 1)
                                .atLeast("rooms", 5, 1)
                                .between(
                                        "timeout",
                                        Duration.ZERO,
                                        Duration.ofMillis(100),
                                        Duration.ofHours(1))
                                .notAbove(
                                        "frame",
                                        ByteSize.ofKibibytes(2),
                                        "message",
                                        ByteSize.ofKibibytes(1))
                                .hold())
                .withMessage(
                        "burst must be at least 1; timeout must be between 100ms and 1h; "
                                + "frame must not be above message, which is 1 KiB");
    }

    @Test
    void theBoundsThemselvesAreAllowed() {
        assertThatCode(() ->
                        new Constraints()
                                .between("port", 0, 0, 65_535)
                                .between("port", 65_535, 0, 65_535)
                                .atLeast("burst", 1, 1)
                                .notAbove("frame", 1, "message", 1)
                                .hold())
                .doesNotThrowAnyException();
    }
}
