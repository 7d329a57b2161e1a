// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code conf/switchboard.conf} as it is shipped. */
class ShippedConfigurationTest {
    private static final Path SHIPPED = Path.of("..", "conf", "switchboard.conf");

    @Test
    void changesNothing() throws Exception {
        assertThat(Configuration.of(Files.readString(SHIPPED)).settings())
                .isEqualTo(Configuration.of("").settings());
    }

    @Test
    void everyExampleInItIsRight() throws Exception {
        String examples = Files.readString(SHIPPED).replaceAll("(?m)^( *)# (\\S+ = )", "$1$2");
        Settings settings = Configuration.of(examples).settings();
        assertThat(settings.gate().origins()).containsExactly("https://chat.example.org");
        assertThat(settings.gate().trustedProxies()).hasSize(1);
    }
}
