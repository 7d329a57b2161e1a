// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.server.config.ProxyProtocol;
import dev.switchboard.server.log.LogThrottle;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has trusted proxies say by the PROXY protocol for whom they open a connection, and nobody else.
 * From then on the connection counts as that client's. Jetty's own factory for this would look
 * names up in the DNS, and log each broken header. Any thread.
 */
final class ProxyHeaders {

    private static final Logger LOG = LoggerFactory.getLogger(ProxyHeaders.class);
    private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);

    /** What becomes of a connection after some of its bytes were read. */
    enum Verdict {
        WAIT,
        GO_ON,
        CLOSE
    }

    private final PendingConnections pending;
    private final ConnectionContext context;
    private final GateMeters meters;
    private final LogThrottle strangers = new LogThrottle(LOG_INTERVAL);
    private final LogThrottle faults = new LogThrottle(LOG_INTERVAL);

    ProxyHeaders(PendingConnections pending, ConnectionContext context, GateMeters meters) {
        this.pending = pending;
        this.context = context;
        this.meters = meters;
    }

    /** What is to be done about the peer at this end, after these bytes. */
    Verdict judge(ProxyHeader header, PlainWriteEndPoint endPoint) {
        if (!(endPoint.getRemoteSocketAddress() instanceof InetSocketAddress socket)) {
            return Verdict.CLOSE; // which it is already
        }
        var peer = socket.getAddress();
        boolean isTrusted = pending.isTrusted(peer);
        return switch (header) {
            case ProxyHeader.Absent _ -> {
                if (isTrusted && isRequired()) {
                    endPoint.missHeader();
                }
                yield Verdict.GO_ON;
            }
            case ProxyHeader.Unfinished(boolean isCertain) when isTrusted || !isCertain ->
                    Verdict.WAIT;
            case ProxyHeader.Broken(String why) when isTrusted ->
                    fault(peer, "sends a broken header of the PROXY protocol: " + why);
            case ProxyHeader.Whole(var source, int _) when isTrusted -> {
                source.ifPresent(endPoint::isOpenedFor);
                yield source.isEmpty() || pending.mayOpen(source.get().getAddress())
                        ? Verdict.GO_ON
                        : Verdict.CLOSE;
            }
            case ProxyHeader.Unfinished _, ProxyHeader.Broken _, ProxyHeader.Whole _ ->
                    stranger(peer);
        };
    }

    /** Whether this comes from a proxy that had to send a header and did not. */
    boolean isMissing(Request request) {
        var endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        while (endPoint instanceof EndPoint.Wrapper wrapper) { // with TLS
            endPoint = wrapper.unwrap();
        }
        return endPoint instanceof PlainWriteEndPoint plain && plain.isHeaderMissing();
    }

    /** Tells of a proxy whose request is refused for that. */
    void missing(Request request) {
        log(faults, Forwarded.peer(request), "sends no header of the PROXY protocol");
    }

    private Verdict fault(InetAddress proxy, String what) {
        meters.refused(HttpRefusal.PROXY_HEADER);
        log(faults, proxy, what);
        return Verdict.CLOSE;
    }

    private Verdict stranger(InetAddress peer) {
        meters.refused(HttpRefusal.PROXY_HEADER);
        log(strangers, peer, "sends a header of the PROXY protocol, but is no trusted proxy");
        return Verdict.CLOSE;
    }

    private void log(LogThrottle throttle, InetAddress peer, String what) {
        throttle.log(
                context.nanos(),
                unlogged ->
                        LOG.atWarn()
                                .addKeyValue("address", peer.getHostAddress())
                                .addKeyValue("unlogged", unlogged)
                                .log("a connection is refused: its peer " + what));
    }

    private boolean isRequired() {
        return context.settings().get().listen().proxyProtocol() == ProxyProtocol.REQUIRED;
    }
}
