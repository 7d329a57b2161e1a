// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The way out to one client: a socket, or in tests a list. Called only by the client's {@link
 * Outbox}, so there is never more than one write at a time.
 */
public interface Wire {

    /** Whether the peer takes compressed frames; that does not change. */
    default boolean mayCompress() {
        return false;
    }

    /** Whether the peer is still there, as far as is known here. */
    boolean isOpen();

    /**
     * Writes what can be written without waiting; true if that was everything. The buffer's memory
     * is the caller's again afterwards.
     */
    boolean flush(ByteBuffer buffer) throws IOException;

    /**
     * Writes the rest as the peer takes it, then runs {@code done} once, on any thread; never if
     * the connection breaks before.
     */
    void write(ByteBuffer rest, Runnable done);
}
