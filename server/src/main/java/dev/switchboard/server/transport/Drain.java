// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.api.Code;
import dev.switchboard.api.Registration;
import dev.switchboard.server.client.ConnectedClient;
import dev.switchboard.server.client.ConnectionManager;
import dev.switchboard.server.config.DrainSettings;
import dev.switchboard.server.delivery.Encoder;
import dev.switchboard.server.routing.Paths;
import dev.switchboard.server.time.Time;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties the switch so that not all clients come back at once. Connections are closed one after
 * another over a window, in random order, each after everything sent to it. Each client is told a
 * time of its own to come back: after the last one has been closed, or at once if another switch
 * takes it. Run once, by one thread.
 */
public final class Drain {

    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

    private static final Duration FAREWELL = Duration.ofMillis(300);

    private final ConnectionManager connections;
    private final Paths paths;
    private final Encoder encoder;
    private final Time time;

    @Inject
    public Drain(ConnectionManager connections, Paths paths, Encoder encoder, Time time) {
        this.connections = connections;
        this.paths = paths;
        this.encoder = encoder;
        this.time = time;
    }

    /** Closes all connections and waits until they are, or until their time is up. */
    public void run(DrainSettings limits) throws InterruptedException {
        List<ConnectedClient> clients = new ArrayList<>(connections.clients());
        Collections.shuffle(clients, ThreadLocalRandom.current());
        LOG.atInfo().addKeyValue("clients", clients.size()).log("draining");
        List<Registration> closes = new ArrayList<>(clients.size());
        for (int turn = 0; turn < clients.size(); turn++) {
            var client = clients.get(turn);
            var wait = limits.window().multipliedBy(turn).dividedBy(clients.size());
            var left = limits.window().minus(wait);
            closes.add(time.after(wait, () -> sendAway(client, left, limits)));
        }
        closes.add(time.after(limits.window(), () -> sendLateComersAway(limits)));
        try {
            boolean isEmpty = connections.awaitEmpty(limits.window().plus(limits.closeTimeout()));
            LOG.atInfo().addKeyValue("left", isEmpty ? 0 : connections.count()).log("drained");
        } finally {
            closes.forEach(Registration::close);
        }
    }

    /** Says good-bye to everybody at once, and waits no longer than it takes to say. */
    public void hurry() throws InterruptedException {
        connections.clients().forEach(client -> client.close(Code.GOING_AWAY, ""));
        connections.awaitEmpty(FAREWELL);
    }

    /** Those whose handshake was under way when the drain began. */
    private void sendLateComersAway(DrainSettings limits) {
        for (var client : connections.clients()) {
            if (client.isOpen()) {
                sendAway(client, Duration.ZERO, limits);
            }
        }
    }

    private void sendAway(ConnectedClient client, Duration left, DrainSettings limits) {
        var retryAfter =
                limits.returnAtOnce() ? Duration.ZERO : left.plus(random(limits.returnWindow()));
        var receiver = paths.receiver(client.path());
        if (receiver != null && receiver.speaksKinds()) {
            client.send(encoder.goaway(retryAfter), null);
        }
        client.close(Code.RESTART, "retry_after_ms=" + retryAfter.toMillis());
    }

    private static Duration random(Duration below) {
        long millis = below.toMillis();
        return Duration.ofMillis(millis == 0 ? 0 : ThreadLocalRandom.current().nextLong(millis));
    }
}
