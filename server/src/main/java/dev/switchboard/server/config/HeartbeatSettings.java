// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import dev.switchboard.server.config.binding.Constraints;
import java.time.Duration;

/** How silent connections are found out. {@code reference.conf} explains each key. */
public record HeartbeatSettings(Duration interval, Duration timeout) {

    public HeartbeatSettings {
        new Constraints()
                .between("interval", interval, Duration.ofMillis(100), Duration.ofHours(1))
                .between("timeout", timeout, Duration.ofMillis(100), Duration.ofHours(1))
                .hold();
    }
}
