// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Jetty's end of a TCP connection, but for how a single buffer is written, and for whom a proxy has
 * opened it.
 */
final class PlainWriteEndPoint extends SocketChannelEndPoint {

    /** Written before any connection over this one begins, if at all. */
    private volatile @Nullable InetSocketAddress source;

    private volatile boolean isHeaderMissing;

    PlainWriteEndPoint(
            SocketChannel channel,
            ManagedSelector selector,
            SelectionKey key,
            Scheduler scheduler) {
        super(channel, selector, key, scheduler);
    }

    /** A proxy that is believed has opened it for this client. */
    void isOpenedFor(InetSocketAddress client) {
        source = client;
    }

    /** Where the client is, be it behind a proxy. */
    @Override
    public @Nullable SocketAddress getRemoteSocketAddress() {
        var told = source;
        return told == null ? super.getRemoteSocketAddress() : told;
    }

    /** Whether a proxy had to say for whom it opened this, and did not. */
    boolean isHeaderMissing() {
        return isHeaderMissing;
    }

    void missHeader() {
        isHeaderMissing = true;
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
