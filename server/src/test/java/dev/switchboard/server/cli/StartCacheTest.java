// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StartCacheTest {

    @Test
    void aCacheThatFitsAndIsTakenIsInUse() {
        assertThat(StartCache.sentence("fits", "mixed mode, sharing"))
                .isEqualTo("start cache in use");
    }

    @Test
    void aCacheThatJavaTurnsDownIsNotInUse() {
        assertThat(StartCache.sentence("fits", "mixed mode"))
                .contains("not used", "turned it down");
    }

    /** Without a start cache Java shares the classes of its own archive, which is another thing. */
    @Test
    void theLauncherHasTheReason() {
        assertThat(StartCache.sentence("it was made for other jars", "mixed mode, sharing"))
                .isEqualTo("start cache not used: it was made for other jars");
    }
}
