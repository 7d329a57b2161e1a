// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import dev.switchboard.server.config.binding.Constraints;
import java.time.Duration;

/**
 * How the switch disconnects its clients before it ends.
 *
 * @param notice between becoming unready and closing the port, for balancers to notice
 * @param window over which connections are closed, one after another
 * @param returnWindow over which clients are told to come back, each at a moment of its own
 * @param closeTimeout how long a client has to answer the close
 */
public record DrainSettings(
        Duration notice, Duration window, Duration returnWindow, Duration closeTimeout) {

    public DrainSettings {
        Duration longest = Duration.ofHours(1);
        new Constraints()
                .between("notice", notice, Duration.ZERO, longest)
                .between("window", window, Duration.ZERO, longest)
                .between("return-window", returnWindow, Duration.ZERO, longest)
                .between("close-timeout", closeTimeout, Duration.ofMillis(10), longest)
                .hold();
    }
}
