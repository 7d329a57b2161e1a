// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.server.client.AddressBook;
import dev.switchboard.server.log.LogThrottle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections that are not WebSockets (yet): in the middle of a handshake, waiting for its answer,
 * or asking for pages. There is room for a thousand beyond the clients. One address may have half
 * of what the others leave, so however many take all they may, there is some for the next. And no
 * address may open sockets faster than its rate, for each costs something, with TLS a lot. A
 * trusted proxy may do both, as it speaks for many. Any thread; each count is guarded by the map's
 * lock on its address.
 */
final class PendingConnections implements Connection.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(PendingConnections.class);
    private static final Duration ADVICE_INTERVAL = Duration.ofMinutes(1);
    private static final String ADVICE =
            "too many pending connections of {}; is it your proxy? list it in gate.trusted-proxies";

    /** The room that there is for all, beyond the clients. */
    static final int ROOM = 1000;

    /** Any address may have these; a browser opens no more. */
    static final int FEWEST = 8;

    private final AddressBook addresses;
    private final ConnectionContext context;
    private final GateMeters meters;
    private final LogThrottle advice = new LogThrottle(ADVICE_INTERVAL);
    private final Map<ByteBuffer, Integer> waiting = new ConcurrentHashMap<>();

    /** Where each came from: once it is closed, its socket does not tell any more. */
    private final Map<Connection, ByteBuffer> origins = new ConcurrentHashMap<>();

    /** How many WebSockets a connection of HTTP/2 carries, if any. */
    private final Map<Connection, Integer> carrying = new ConcurrentHashMap<>();

    PendingConnections(AddressBook addresses, ConnectionContext context, GateMeters meters) {
        this.addresses = addresses;
        this.context = context;
        this.meters = meters;
    }

    /** Whether a socket that was just accepted may stay. */
    boolean mayStay(SocketChannel socket) throws IOException {
        return !(socket.getRemoteAddress() instanceof InetSocketAddress from)
                || mayOpen(from.getAddress());
    }

    /** Whether this address, or a proxy for it, may open one more socket now. */
    boolean mayOpen(InetAddress address) {
        if (isTrusted(address)) {
            return true;
        }
        var limits = context.settings().get().gate().perAddress();
        boolean mayOpen = addresses.mayOpen(address, limits, context.nanos());
        if (!mayOpen) {
            meters.refused(HttpRefusal.ADDRESS_RATE);
        }
        return mayOpen;
    }

    @Override
    public void onOpened(Connection connection) {
        // Beneath HTTP over TLS there is one more connection, which is not counted.
        if (connection instanceof SslConnection
                || !(connection.getEndPoint().getRemoteSocketAddress()
                        instanceof InetSocketAddress socket)) {
            return;
        }
        var address = socket.getAddress();
        int prefix = context.settings().get().gate().perAddress().ipv6Prefix();
        var network = AddressBook.network(address, prefix);
        origins.put(connection, network);
        int count = waiting.merge(network, 1, Integer::sum);
        if (count > Math.max(FEWEST, (ROOM - others(count)) / 2) && !isTrusted(address)) {
            meters.refused(HttpRefusal.ADDRESS_FULL);
            advice.log(context.nanos(), _ -> LOG.warn(ADVICE, address.getHostAddress()));
            connection.getEndPoint().close();
        }
    }

    @Override
    public void onClosed(Connection connection) {
        var network = origins.remove(connection);
        if (network != null) {
            waiting.computeIfPresent(network, (_, count) -> count == 1 ? null : count - 1);
        }
    }

    /** A connection of HTTP/2 carries one more WebSocket; so it is not one of these. */
    void carries(Connection connection) {
        if (carrying.merge(connection, 1, Integer::sum) == 1) {
            onClosed(connection);
        }
    }

    /** It carries one less. */
    void carriesLess(Connection connection) {
        if (carrying.computeIfPresent(connection, (_, count) -> count == 1 ? null : count - 1)
                == null) {
            onOpened(connection);
            if (!connection.getEndPoint().isOpen()) { // perhaps that was told before
                onClosed(connection);
            }
        }
    }

    /** Whether it carries a WebSocket, or more. */
    boolean isCarrying(Connection connection) {
        return carrying.containsKey(connection);
    }

    private int others(int own) {
        return origins.size() - own;
    }

    boolean isTrusted(InetAddress address) {
        return context.settings().get().gate().trustedProxies().stream()
                .anyMatch(range -> range.contains(address));
    }
}
