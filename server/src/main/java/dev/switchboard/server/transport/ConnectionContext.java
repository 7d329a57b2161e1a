// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.server.client.ClientMeters;
import dev.switchboard.server.config.MessageSettings;
import dev.switchboard.server.config.Settings;
import dev.switchboard.server.delivery.Lanes;
import dev.switchboard.server.time.Time;
import jakarta.inject.Inject;
import java.util.function.Supplier;

/** What all connections need while they are open. Immutable; any thread. */
public record ConnectionContext(
        Lanes lanes,
        Supplier<Settings> settings,
        Time time,
        ClientMeters meters,
        IncomingMemory incoming) {

    private static final int ENVELOPE = 1024;

    @Inject
    public ConnectionContext {}

    /** The longest frame of a client that must say first who it is: a token, and some more. */
    int longestOfStranger() {
        return (int) settings.get().auth().maxToken().bytes() + ENVELOPE;
    }

    MessageSettings messageSettings() {
        return settings.get().messages();
    }

    long nanos() {
        return time.nanos();
    }
}
