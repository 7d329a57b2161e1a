// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import dev.switchboard.server.config.binding.Constraints;
import java.time.Duration;

/**
 * How silent connections are found out.
 *
 * @param interval the silence after which a client is pinged
 * @param timeout the silence after a ping that ends the connection
 */
public record HeartbeatSettings(Duration interval, Duration timeout) {

    public HeartbeatSettings {
        new Constraints()
                .between("interval", interval, Duration.ofMillis(100), Duration.ofHours(1))
                .between("timeout", timeout, Duration.ofMillis(100), Duration.ofHours(1))
                .hold();
    }
}
