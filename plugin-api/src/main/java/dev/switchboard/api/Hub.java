// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.api;

import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The switch as a plugin sees it: publish to a topic, join and leave rooms, find clients. All
 * members of a room see its messages in one and the same order.
 *
 * <p>A switch may consist of several processes. Publications go to all of them. What is asked here
 * is answered at once, so it is answered for this process; each method says so.
 *
 * {@snippet class="ApiExamples" region="hub"}
 */
public interface Hub {

    /**
     * Publishes a message, a record with {@link Kind} or a {@link RawMessage}, to a topic: in all
     * processes. What one thread publishes to a topic keeps its order. That nobody is there is no
     * failure; {@link Published#hasAudience} tells it.
     *
     * @return done when what the topic promises is done; fails with a {@link Refusal} if the switch
     *     cannot take the message now. It may be ignored
     * @throws IllegalArgumentException if it is not a message that can be written
     */
    CompletionStage<Published> publish(Topic topic, Object message);

    /**
     * As {@link #publish}, but the client with this id does not get it, in whichever process it is.
     */
    CompletionStage<Published> publishExcept(String clientId, Topic topic, Object message);

    /** As {@link #publish}, but this client does not get it. */
    default CompletionStage<Published> publishExcept(Client client, Topic topic, Object message) {
        return publishExcept(client.id(), topic, message);
    }

    /**
     * Makes the client a member of a room, which comes into being with its first member. The client
     * must be connected to this process.
     *
     * @return false if it was a member already
     * @throws Refusal if the name is not a room name, or the client is in too many rooms, or may
     *     not be in this one
     */
    boolean join(Client client, String room);

    /**
     * Ends a membership; the room goes with its last member, unless the switch keeps what was said
     * there. The client must be connected to this process. Returns false if there was none.
     */
    boolean leave(Client client, String room);

    /** Whether the client, which is connected to this process, is a member of the room now. */
    boolean isMember(Client client, String room);

    /** How many members the room has in this process now; 0 when it does not exist. */
    int members(String room);

    /**
     * The open client with this id, if it is connected to this process. To reach a client wherever
     * it is, publish to {@link Topic#client}.
     */
    Optional<Client> client(String id);

    /** The open clients of this user in this process; see {@link Topic#user}. */
    Collection<Client> clientsOf(String user);

    /** How many clients are connected to this process. */
    int clients();
}
