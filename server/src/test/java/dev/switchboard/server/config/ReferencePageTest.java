// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code docs/CONFIGURATION.md} says what {@code reference.conf} says. */
class ReferencePageTest {
    private static final Path PAGE = Path.of("..", "docs", "CONFIGURATION.md");

    @Test
    void thePageIsUpToDate() throws Exception {
        String expected = ReferencePage.markdown();
        if (Boolean.getBoolean("regenerate")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, expected);
        }
        assertThat(PAGE)
                .as(
                        "run ./mvnw -q -pl server -am test -Dtest=ReferencePageTest"
                                + " -Dregenerate=true -Dsurefire.failIfNoSpecifiedTests=false")
                .hasContent(expected);
    }
}
