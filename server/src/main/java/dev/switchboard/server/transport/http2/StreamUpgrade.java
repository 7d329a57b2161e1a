// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport.http2;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongPredicate;
import org.eclipse.jetty.http2.HTTP2Stream;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.TunnelSupport;
import org.jspecify.annotations.Nullable;

/**
 * What Jetty puts on a stream when the request for a WebSocket is answered. It puts the WebSocket
 * itself on an end point of ours. Jetty opens and closes such a connection on whatever thread it
 * may be, also in the middle of the work for another one; here it is always a thread of the pool.
 */
public final class StreamUpgrade<W extends Connection> extends AbstractConnection {

    private final TunnelEndPoint endPoint;
    private final W webSocket;
    private final Runnable gone;
    private final AtomicBoolean isGone = new AtomicBoolean();

    /**
     * Prepares it, while the request is not answered yet.
     *
     * @param mayKeep told how many bytes are kept that nobody has read; false if that is too much
     * @param webSocket makes the WebSocket on its end point
     * @param gone run once when all is over
     */
    public static <W extends Connection> StreamUpgrade<W> on(
            TunnelSupport stream,
            Executor executor,
            LongPredicate mayKeep,
            Function<EndPoint, W> webSocket,
            Runnable gone) {
        var endPoint =
                new TunnelEndPoint((HTTP2Stream) stream.getEndPoint().getTransport(), mayKeep);
        return new StreamUpgrade<>(endPoint, executor, webSocket.apply(endPoint), gone);
    }

    private StreamUpgrade(TunnelEndPoint endPoint, Executor executor, W webSocket, Runnable gone) {
        super(endPoint, executor);
        this.endPoint = endPoint;
        this.webSocket = webSocket;
        this.gone = gone;
        endPoint.setConnection(this);
    }

    /** The WebSocket on it. */
    public W webSocket() {
        return webSocket;
    }

    @Override
    public void onOpen() {
        getExecutor()
                .execute(() -> {
                    endPoint.begin();
                    webSocket.onOpen();
                });
    }

    /** Twice, if the stream breaks while it is handed over. */
    @Override
    public void onClose(@Nullable Throwable cause) {
        if (isGone.compareAndSet(false, true)) {
            getExecutor()
                    .execute(() -> {
                        webSocket.onClose(cause);
                        gone.run();
                    });
        }
    }

    @Override
    public void onFillable() {} // the WebSocket reads by itself
}
