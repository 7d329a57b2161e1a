// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.server.client.ClientMeters;
import dev.switchboard.server.client.Turnaway;
import dev.switchboard.server.config.GateSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
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

    /** Where each came from: once it is closed, its socket does not tell any more. */
    private final Map<Connection, InetAddress> origins = new ConcurrentHashMap<>();

    Doorstep(Supplier<GateSettings> settings, ClientMeters meters) {
        this.settings = settings;
        this.meters = meters;
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
        origins.put(connection, address);
        int count = waiting.merge(address, 1, Integer::sum);
        if (count > MOST_OF_ONE_ADDRESS && !isTrusted(address)) {
            meters.refused(Turnaway.ADDRESS_FULL);
            connection.getEndPoint().close();
        }
    }

    @Override
    public void onClosed(Connection connection) {
        var address = origins.remove(connection);
        if (address != null) {
            waiting.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
        }
    }

    private boolean isTrusted(InetAddress address) {
        return settings.get().trustedProxies().stream().anyMatch(range -> range.contains(address));
    }
}
