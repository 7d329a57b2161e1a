// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.hub;

import dev.switchboard.api.Client;

/**
 * Told of what happens to clients and rooms of this process, and of no other, on the thread on
 * which it happens. Of rooms it is told under the lock of the client's memberships, so that all
 * happens in the order in which it is told. It must not block, and must not throw.
 */
public interface HubEvents {

    /** A client has come. */
    void connected(Client client);

    /** A client has gone; its rooms have been left. */
    void disconnected(Client client);

    /** A client is now that of another user, or of nobody. */
    default void identified(Client client) {}

    /** A client became a member. */
    void joined(Client client, String room);

    /** A client ceased to be one. */
    void left(Client client, String room);
}
