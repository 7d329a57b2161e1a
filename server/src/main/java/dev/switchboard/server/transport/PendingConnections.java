// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.server.config.GateSettings;
import dev.switchboard.server.log.LogThrottle;
import dev.switchboard.server.time.Time;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections that are not WebSockets (yet): in the middle of a handshake, waiting for its answer,
 * or asking for pages. There is room for a thousand beyond the clients, so one address must not
 * have it all. A trusted proxy may, as it speaks for many. Any thread; each count is guarded by the
 * map's lock on its address.
 */
final class PendingConnections implements Connection.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(PendingConnections.class);
    private static final Duration ADVICE_INTERVAL = Duration.ofMinutes(1);
    private static final String ADVICE =
            "too many pending connections of {}; is it your proxy? list it in gate.trusted-proxies";

    /** Half the room there is; no browser opens more than a few. */
    static final int MOST_OF_ONE_ADDRESS = 500;

    private final Supplier<GateSettings> settings;
    private final GateMeters meters;
    private final Time time;
    private final LogThrottle advice = new LogThrottle(ADVICE_INTERVAL);
    private final Map<InetAddress, Integer> waiting = new ConcurrentHashMap<>();

    /** Where each came from: once it is closed, its socket does not tell any more. */
    private final Map<Connection, InetAddress> origins = new ConcurrentHashMap<>();

    PendingConnections(Supplier<GateSettings> settings, GateMeters meters, Time time) {
        this.settings = settings;
        this.time = time;
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
            meters.refused(HttpRefusal.ADDRESS_FULL);
            advice.log(time.nanos(), _ -> LOG.warn(ADVICE, address.getHostAddress()));
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
