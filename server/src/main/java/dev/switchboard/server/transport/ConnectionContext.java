// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.api.Code;
import dev.switchboard.server.client.ClientMeters;
import dev.switchboard.server.client.ConnectedClient;
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

    /** The longest message of a client, also after it is inflated. */
    int longestMessage(ConnectedClient client) {
        return client.isStranger()
                ? longestFrame(client)
                : (int) settings.get().messages().maxSize().bytes();
    }

    /** A client that must say first who it is may not make us keep parts of messages. */
    static void checkFragment(ConnectedClient client, boolean isFinal) throws Violation {
        if (!isFinal && client.isStranger()) {
            throw new Violation(Code.POLICY, "say who you are in one frame");
        }
    }

    int maxFragments() {
        return settings.get().messages().maxFragments();
    }

    /** Lets a ping or pong of a client through, if it has not sent too many. */
    void admitControl(ConnectedClient client) throws Violation {
        if (!client.allowance().admitControl(nanos())) {
            meters.tooManyControlFrames();
            throw new Violation(Code.POLICY, "too many pings or pongs");
        }
    }

    /** Counts a message that is whole, and of how many bytes it was made. */
    void arrived(ConnectedClient client, int size, int came, boolean isCompressed) {
        client.allowance().arrived(size);
        if (isCompressed) {
            meters.inflated(came, size);
        }
    }

    /**
     * Has a client pay for a message: for its bytes as they came or as they were inflated,
     * whichever are more.
     */
    void pay(ConnectedClient client, int bytes) {
        long rest = client.allowance().pay(bytes, client.heardAt());
        if (rest > 0) {
            client.pause(rest);
        }
    }

    long nanos() {
        return time.nanos();
    }
}
