// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.thread.Scheduler;

/** Jetty's end of a TCP connection, but for how a single buffer is written. */
final class PlainWriteEndPoint extends SocketChannelEndPoint {

    PlainWriteEndPoint(
            SocketChannel channel,
            ManagedSelector selector,
            SelectionKey key,
            Scheduler scheduler) {
        super(channel, selector, key, scheduler);
    }

    /**
     * A buffer that is alone goes by {@code write}; Jetty takes {@code writev} for any number,
     * which costs the kernel more. While Jetty's idle timeout runs it must hear of each write.
     */
    @Override
    public boolean flush(ByteBuffer... buffers) throws IOException {
        if (buffers.length != 1 || getIdleTimeout() > 0) {
            return super.flush(buffers);
        }
        getChannel().write(buffers[0]);
        return !buffers[0].hasRemaining();
    }
}
