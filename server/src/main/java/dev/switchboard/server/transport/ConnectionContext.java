// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.api.Code;
import dev.switchboard.server.client.ClientMeters;
import dev.switchboard.server.client.ConnectedClient;
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

    /** The longest frame of a client. One that must say first who it is needs room for a token. */
    int longestFrame(ConnectedClient client) {
        var now = settings.get();
        int longest = (int) now.messages().maxFrameSize().bytes();
        return client.isStranger()
                ? Math.min(longest, (int) now.auth().maxToken().bytes() + ENVELOPE)
                : longest;
    }

    /** A client that must say first who it is may not make us keep parts of messages. */
    static void checkFragment(ConnectedClient client, boolean isFinal) throws Violation {
        if (!isFinal && client.isStranger()) {
            throw new Violation(Code.POLICY, "say who you are in one frame");
        }
    }

    MessageSettings messageSettings() {
        return settings.get().messages();
    }

    long nanos() {
        return time.nanos();
    }
}
