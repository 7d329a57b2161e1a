// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

/**
 * Whose messages or threads lead to messages: a client, from which nothing more is read while it is
 * held; or a plugin, whose own threads wait then.
 */
public interface Publisher extends Debt.Owner {

    /** The id of the client, by which other processes know it, or of the plugin. */
    String id();

    /** What it has caused that still waits. */
    Debt debt();

    /**
     * Whether it owes a message to one client until the socket of that client has taken it. If not,
     * it owes it until the lane has served it, as with a publication.
     */
    default boolean owesUntilTaken() {
        return true;
    }
}
