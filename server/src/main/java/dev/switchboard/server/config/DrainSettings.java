// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import dev.switchboard.server.config.binding.Constraints;
import java.time.Duration;

/**
 * How the switch disconnects its clients before it ends. {@code reference.conf} explains each key.
 */
public record DrainSettings(
        Duration notice,
        Duration window,
        boolean returnAtOnce,
        Duration returnWindow,
        Duration closeTimeout) {

    public DrainSettings {
        Duration longest = Duration.ofHours(1);
        new Constraints()
                .between("notice", notice, Duration.ZERO, longest)
                .between("window", window, Duration.ZERO, longest)
                .between("return-window", returnWindow, Duration.ZERO, longest)
                .between("close-timeout", closeTimeout, Duration.ofMillis(10), longest)
                .hold();
    }

    /** The same over another time. */
    public DrainSettings over(Duration otherWindow) {
        return new DrainSettings(notice, otherWindow, returnAtOnce, returnWindow, closeTimeout);
    }
}
