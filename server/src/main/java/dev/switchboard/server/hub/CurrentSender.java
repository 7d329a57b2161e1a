// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.hub;

import dev.switchboard.server.client.ConnectedClient;
import dev.switchboard.server.delivery.Publisher;
import org.jspecify.annotations.Nullable;

/**
 * Whose message the current thread handles, so that whoever publishes to a topic whose members are
 * behind is the one who waits. Plugins publish without saying for whom, so it goes with the thread;
 * here it ends: from the hub on, the publisher is part of the publication. What a plugin publishes
 * later, on a thread of its own, has none.
 */
public final class CurrentSender {

    private static final ThreadLocal<@Nullable ConnectedClient> SENDER = new ThreadLocal<>();

    private CurrentSender() {}

    /** This thread begins to handle a message of this client; null when it has done so. */
    public static void set(@Nullable ConnectedClient client) {
        SENDER.set(client);
    }

    static @Nullable Publisher publisher() {
        return SENDER.get();
    }
}
