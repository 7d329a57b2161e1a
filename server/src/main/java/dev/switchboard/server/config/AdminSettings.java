// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import dev.switchboard.server.config.binding.Constraints;
import java.time.Duration;

/** The operator's port: health, metrics, information. {@code reference.conf} explains each key. */
public record AdminSettings(
        boolean enabled, String host, int port, boolean jmx, Duration stuckAfter) {

    public AdminSettings {
        new Constraints()
                .require(!host.isBlank(), "host", "must name an address; try 127.0.0.1")
                .between("port", port, 0, 65_535)
                .atLeast("stuck-after", stuckAfter, Duration.ofSeconds(1))
                .hold();
    }
}
