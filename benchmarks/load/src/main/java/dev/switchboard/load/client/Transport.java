// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.client;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes to and from the server, plain or encrypted. Never blocks. */
interface Transport {
    /** Reads what is there; below zero at the end. */
    int read(ByteBuffer into) throws IOException;

    /** Takes as much as it can. */
    void write(ByteBuffer from) throws IOException;

    /** Is there something that only waits for the socket to take it? */
    boolean wantsToWrite();

    /** The socket takes something again. */
    void flush() throws IOException;

    /**
     * Has it read more than it has given? Then it must be asked again, whatever the selector says.
     */
    boolean hasMore();
}
