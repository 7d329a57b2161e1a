// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.server.client.ClientMeters;
import dev.switchboard.server.client.Turnaway;
import dev.switchboard.server.config.GateSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;

/**
 * Those who have connected and are not WebSockets: in the middle of a handshake, or asking for
 * pages. There is room for a thousand beyond the clients, so one address must not have it all. A
 * trusted proxy may, as it speaks for many. Any thread; each count is guarded by the map's lock on
 * its address.
 */
final class Doorstep implements Connection.Listener {

    /** Half the room there is; no browser opens more than a few. */
    static final int MOST_OF_ONE_ADDRESS = 500;

    private final Supplier<GateSettings> settings;
    private final ClientMeters meters;
    private final Map<InetAddress, Integer> waiting = new ConcurrentHashMap<>();

    Doorstep(Supplier<GateSettings> settings, ClientMeters meters) {
        this.settings = settings;
        this.meters = meters;
    }

    @Override
    public void onOpened(Connection connection) {
        var peer = peer(connection);
        if (peer.isEmpty()) {
            return;
        }
        int count = waiting.merge(peer.get(), 1, Integer::sum);
        if (count > MOST_OF_ONE_ADDRESS && !isTrusted(peer.get())) {
            meters.refused(Turnaway.ADDRESS_FULL);
            connection.getEndPoint().close();
        }
    }

    @Override
    public void onClosed(Connection connection) {
        peer(connection)
                .ifPresent(address ->
                        waiting.computeIfPresent(
                                address, (_, count) -> count == 1 ? null : count - 1));
    }

    private boolean isTrusted(InetAddress address) {
        return settings.get().trustedProxies().stream().anyMatch(range -> range.contains(address));
    }

    /** Beneath HTTP over TLS there is one more connection, which is not counted. */
    private static Optional<InetAddress> peer(Connection connection) {
        return !(connection instanceof SslConnection)
                        && connection.getEndPoint().getRemoteSocketAddress()
                                instanceof InetSocketAddress socket
                ? Optional.ofNullable(socket.getAddress())
                : Optional.empty();
    }
}
