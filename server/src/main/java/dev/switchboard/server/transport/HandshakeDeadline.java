// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.api.Registration;
import dev.switchboard.server.time.Time;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;

/**
 * Ends HTTP connections that bring no whole request in time. Jetty's idle timeout alone would not:
 * a client that sends a byte now and then is never idle. A connection that became a WebSocket is no
 * longer one of these. Any thread.
 */
final class HandshakeDeadline implements Connection.Listener {

    private final Duration limit;
    private final Time time;
    private final Map<Connection, Registration> checks = new ConcurrentHashMap<>();

    HandshakeDeadline(Duration limit, Time time) {
        this.limit = limit;
        this.time = time;
    }

    @Override
    public void onOpened(Connection connection) {
        watch(connection, 0);
    }

    private void watch(Connection connection, long requestsBefore) {
        checks.put(connection, time.after(limit, () -> check(connection, requestsBefore)));
    }

    private void check(Connection connection, long requestsBefore) {
        if (checks.remove(connection) == null) {
            return;
        }
        long requests = connection.getMessagesIn();
        if (requests == requestsBefore) {
            connection.getEndPoint().close();
        } else {
            watch(connection, requests);
        }
    }

    @Override
    public void onClosed(Connection connection) {
        var check = checks.remove(connection);
        if (check != null) {
            check.close();
        }
    }
}
