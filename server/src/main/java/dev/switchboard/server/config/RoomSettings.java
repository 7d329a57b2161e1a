// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import dev.switchboard.server.config.binding.Constraints;
import dev.switchboard.server.config.value.ByteSize;

/** The bounds of rooms. {@code reference.conf} explains each key. */
public record RoomSettings(int perClient, ByteSize maxName) {

    public RoomSettings {
        new Constraints()
                .between("per-client", perClient, 0, 1_000_000)
                .between("max-name", maxName, ByteSize.ofBytes(1), ByteSize.ofKibibytes(1))
                .hold();
    }
}
