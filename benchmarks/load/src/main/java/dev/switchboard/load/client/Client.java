// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.client;

import java.nio.ByteBuffer;

/** What a connection is for. Called on the thread of the connection's worker only. */
public interface Client {
    /** The handshake is done. */
    void opened(Connection connection, long now);

    /**
     * A whole message, which stands in the buffer for as long as this call takes. The buffer's
     * position and limit mean nothing here.
     */
    void message(Connection connection, ByteBuffer buffer, int at, int length, long now);

    /** The answer to a ping of ours. */
    default void pong(Connection connection, long now) {}

    /** The connection is no more; also called for one that never came about. */
    void ended(Connection connection, Ending ending, long now);
}
