// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import dev.switchboard.server.config.Settings;
import dev.switchboard.server.delivery.Encoder;
import dev.switchboard.server.delivery.Lanes;
import dev.switchboard.server.time.Time;
import java.util.function.Supplier;

/** What all clients share. */
record Surroundings(
        Lanes lanes,
        Encoder encoder,
        Time time,
        Supplier<Settings> settings,
        ClientMeters meters,
        DryRun dryRun,
        UserAllowances users) {}
