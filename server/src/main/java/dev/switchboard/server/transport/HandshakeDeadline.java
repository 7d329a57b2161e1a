// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.api.Registration;
import dev.switchboard.server.time.Time;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;

/**
 * Ends HTTP connections that bring no whole request in time. Jetty's idle timeout alone would not
 * do that: a client that sends a byte now and then is never idle. A connection that became a
 * WebSocket is no longer one of these; one of HTTP/2 is excused while it carries any. Any thread.
 */
public final class HandshakeDeadline implements Connection.Listener {

    private final Duration limit;
    private final Time time;
    private final Runnable late;
    private final Predicate<Connection> isExcused;
    private final Map<Connection, Registration> checks = new ConcurrentHashMap<>();

    /**
     * @param late told of each connection that never brought a whole request
     */
    public HandshakeDeadline(Duration limit, Time time, Runnable late) {
        this(limit, time, late, _ -> false);
    }

    /**
     * @param isExcused whether a connection need not bring more requests now
     */
    HandshakeDeadline(Duration limit, Time time, Runnable late, Predicate<Connection> isExcused) {
        this.limit = limit;
        this.time = time;
        this.late = late;
        this.isExcused = isExcused;
    }

    @Override
    public void onOpened(Connection connection) {
        // Beneath HTTP over TLS there is one more connection, which counts no requests.
        if (!(connection instanceof SslConnection)) {
            checks.put(connection, checkLater(connection, 0));
        }
    }

    private Registration checkLater(Connection connection, long requestsBefore) {
        return time.after(limit, () -> check(connection, requestsBefore));
    }

    private void check(Connection connection, long requestsBefore) {
        long requests = connection.getMessagesIn();
        if (requests != requestsBefore || isExcused.test(connection)) {
            checks.computeIfPresent(connection, (_, _) -> checkLater(connection, requests));
        } else if (checks.remove(connection) != null) {
            if (requests == 0) {
                late.run();
            }
            connection.getEndPoint().close();
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
