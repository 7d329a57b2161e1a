// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.api;

import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;

/**
 * One open WebSocket connection. It is the sender of a message, the member of a room, the receiver
 * of what is published. A client object stays valid after its connection has closed: sending to it
 * then does nothing.
 *
 * <p>Client objects speak for connections of this process, and all that they say of themselves is
 * true here and now. What may concern a client elsewhere names it by its {@link #id}.
 *
 * {@snippet class="ApiExamples" region="client"}
 */
public interface Client {

    /** A random UUID, the {@code from} of this client's messages; no two processes share one. */
    String id();

    /** Who is behind the connection, once known. */
    Optional<String> user();

    /** The path the client connected to, such as {@code /ws}. */
    String path();

    /** Where the connection comes from; behind a trusted proxy, what the proxy says. */
    InetAddress address();

    /** The rooms that this client is in now; a snapshot. A client joins in its own process only. */
    Set<String> rooms();

    /** Whether messages can still be sent to it. */
    boolean isOpen();

    /**
     * Sends one message: a record with {@link Kind}, or a {@link RawMessage}. Returns at once; the
     * message waits in the client's outbox. Order is kept: what one thread sends to a client or
     * publishes to it arrives in that order.
     *
     * @throws IllegalArgumentException if it is not a message that can be written
     */
    void send(Object message);

    /** Closes the connection after everything sent so far was written. */
    void close(Code code, String reason);
}
