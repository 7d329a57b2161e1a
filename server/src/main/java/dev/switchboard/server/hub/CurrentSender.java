// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.hub;

import dev.switchboard.server.client.ConnectedClient;
import dev.switchboard.server.delivery.Publisher;
import org.jspecify.annotations.Nullable;

/**
 * The client whose message the current thread handles. If it publishes to a topic whose members are
 * behind, it is the one that waits. A plugin does not say for whom it publishes, so the thread
 * carries it as far as the hub; from there on the publisher is part of the publication. What a
 * plugin publishes later, on a thread of its own, has no publisher.
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
