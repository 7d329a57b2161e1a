// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.hub;

import dev.switchboard.api.Client;

/**
 * Something that has happened to a client of this process, and of no other. It is told on the
 * thread on which it happens, of rooms under the lock of the client's memberships, so that all
 * happens in the order in which it is told. Whoever is told must not block, and must not throw.
 */
public sealed interface HubEvent {

    Client client();

    /** A client has come. */
    record Connected(Client client) implements HubEvent {}

    /** A client has gone; its rooms have been left. */
    record Disconnected(Client client) implements HubEvent {}

    /** A client is now that of another user, or of nobody. */
    record Identified(Client client) implements HubEvent {}

    /** A client became a member. */
    record Joined(Client client, String room) implements HubEvent {}

    /** A client ceased to be one. */
    record Left(Client client, String room) implements HubEvent {}
}
