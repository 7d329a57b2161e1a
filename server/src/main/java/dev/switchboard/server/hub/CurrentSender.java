// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.hub;

import dev.switchboard.server.client.ConnectedClient;
import dev.switchboard.server.delivery.Publisher;
import org.jspecify.annotations.Nullable;

/**
 * Whose message the current thread handles, so that whoever publishes to a topic whose members are
 * behind is the one who waits.
 */
public final class CurrentSender {

    private static final ThreadLocal<@Nullable ConnectedClient> SENDER = new ThreadLocal<>();

    private CurrentSender() {}

    /** This thread begins to handle a message of this client; null when it has done so. */
    public static void set(@Nullable ConnectedClient client) {
        SENDER.set(client);
    }

    static @Nullable Publisher publisher() {
        var sender = SENDER.get();
        return sender == null ? null : sender.intake();
    }
}
