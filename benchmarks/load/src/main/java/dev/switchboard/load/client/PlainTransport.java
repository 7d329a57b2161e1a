// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** The socket itself. */
record PlainTransport(SocketChannel socket) implements Transport {
    @Override
    public int read(ByteBuffer into) throws IOException {
        return socket.read(into);
    }

    @Override
    public void write(ByteBuffer from) throws IOException {
        socket.write(from);
    }

    @Override
    public boolean wantsToWrite() {
        return false;
    }

    @Override
    public void flush() {}

    @Override
    public boolean hasMore() {
        return false;
    }
}
