// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;

/**
 * A connection of which it is not known yet whether it begins with a header of the PROXY protocol.
 * TLS or HTTP follows. Used by one thread at a time, the selector's.
 */
final class ProxyHeaderConnection extends AbstractConnection.NonBlocking
        implements Connection.UpgradeFrom {

    /** Makes one of these of each new socket. */
    static final class Factory extends AbstractConnectionFactory {

        private final ProxyHeaders headers;

        Factory(ProxyHeaders headers) {
            super("proxy-header");
            this.headers = headers;
        }

        @Override
        public Connection newConnection(Connector connector, EndPoint endPoint) {
            var next = connector.getConnectionFactory(findNextProtocol(connector));
            var connection =
                    new ProxyHeaderConnection(
                            (PlainWriteEndPoint) endPoint,
                            connector.getExecutor(),
                            headers,
                            () -> endPoint.upgrade(next.newConnection(connector, endPoint)));
            return configure(connection, connector, endPoint);
        }
    }

    private final PlainWriteEndPoint endPoint;
    private final ProxyHeaders headers;
    private final Runnable whatFollows;
    private final ByteBuffer read = BufferUtil.allocate(ProxyHeader.LONGEST);

    /**
     * One that has read nothing.
     *
     * @param whatFollows has another connection take the place of this one
     */
    private ProxyHeaderConnection(
            PlainWriteEndPoint endPoint,
            Executor executor,
            ProxyHeaders headers,
            Runnable whatFollows) {
        super(endPoint, executor);
        this.endPoint = endPoint;
        this.headers = headers;
        this.whatFollows = whatFollows;
    }

    @Override
    public void onOpen() {
        super.onOpen();
        fillInterested();
    }

    @Override
    public void onFillable() {
        try {
            int count = endPoint.fill(read);
            while (count > 0) {
                var header = ProxyHeader.read(read);
                var verdict = headers.judge(header, endPoint);
                if (verdict == ProxyHeaders.Verdict.GO_ON) {
                    if (header instanceof ProxyHeader.Whole whole) {
                        read.position(whole.length());
                    }
                    whatFollows.run();
                    return;
                }
                count = verdict == ProxyHeaders.Verdict.CLOSE ? -1 : endPoint.fill(read);
            }
            if (count == 0) {
                fillInterested();
            } else {
                close();
            }
        } catch (IOException broken) {
            close();
        }
    }

    @Override
    public void onFillInterestedFailed(Throwable cause) {
        close();
    }

    /** What has come after the header. */
    @Override
    public @Nullable ByteBuffer onUpgradeFrom() {
        return read.hasRemaining() ? read : null;
    }

    /** No request, as {@link HandshakeDeadline} counts them. */
    @Override
    public long getMessagesIn() {
        return 0;
    }
}
