// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.api;

import java.util.Collection;
import java.util.Optional;

/**
 * The switch as a plugin sees it: publish to a topic, join and leave rooms, find clients. All
 * members of a room see its messages in one and the same order.
 *
 * {@snippet class="ApiExamples" region="hub"}
 */
public interface Hub {

    /** Publishes a message, a record with {@link Kind} or a {@link RawMessage}, to a topic. */
    void publish(Topic topic, Object message);

    /** As {@link #publish}, but {@code except} does not get it. */
    void publishExcept(Client except, Topic topic, Object message);

    /**
     * Makes the client a member of a room, which comes into being with its first member.
     *
     * @return false if it was a member already
     * @throws Refusal if the name is not a room name, or the client is in too many rooms
     */
    boolean join(Client client, String room);

    /** Ends a membership; the room goes with its last member. Returns false if there was none. */
    boolean leave(Client client, String room);

    /** Whether the client is a member of the room now. */
    boolean isMember(Client client, String room);

    /** How many members the room has now; 0 when it does not exist. */
    int members(String room);

    /** The open client with this id. */
    Optional<Client> client(String id);

    /** The open clients of this user. */
    Collection<Client> clientsOf(String user);

    /** How many clients are connected. */
    int clients();
}
