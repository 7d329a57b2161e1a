// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import dev.switchboard.server.delivery.Hold;
import dev.switchboard.server.time.Time;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many clients are not read now, by reason. It looks at all of them when somebody asks, but not
 * more often than once a second, so that holding and releasing cost nothing more. Any thread; of
 * several that ask at the same moment, each may look.
 */
final class HeldClients {

    private static final Duration FRESH = Duration.ofSeconds(1);

    private record Count(long at, Map<Hold, Integer> held) {}

    private final Collection<ConnectedClient> clients;
    private final Time time;
    private volatile @Nullable Count last;

    /**
     * Those of these clients who are held.
     *
     * @param clients a live view that may be walked through from any thread
     */
    HeldClients(Collection<ConnectedClient> clients, Time time) {
        this.clients = clients;
        this.time = time;
    }

    int count(Hold why) {
        long now = time.nanos();
        var count = last;
        if (count == null || now - count.at >= FRESH.toNanos()) {
            count = new Count(now, look());
            last = count;
        }
        return count.held.getOrDefault(why, 0);
    }

    private Map<Hold, Integer> look() {
        var held = new EnumMap<Hold, Integer>(Hold.class);
        for (var client : clients) {
            if (client.readGate().isHeld()) {
                client.readGate().reasons().forEach(why -> held.merge(why, 1, Integer::sum));
            }
        }
        return held;
    }
}
