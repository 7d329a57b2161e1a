// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

import dev.switchboard.load.client.Clock;
import dev.switchboard.load.client.Work;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Opens the connections of one worker, each when it is due, not too many at one time. */
final class Opener implements Work {
    private static final int BURST = 64;

    private record Due(long moment, Runnable connection) {}

    private final PriorityQueue<Due> queue =
            new PriorityQueue<>(Comparator.comparingLong(Due::moment));
    private final int limit;
    private int underWay;

    Opener(int limit) {
        this.limit = limit;
    }

    /** What opens a connection is to run at that moment or soon after. */
    void open(Runnable connection, long moment) {
        queue.add(new Due(moment, connection));
    }

    /** One of them is there, or will never be. */
    void settled() {
        underWay--;
    }

    /** Nobody else. */
    void stop() {
        queue.clear();
    }

    @Override
    public long run(long now) {
        for (int i = 0; i < BURST && underWay < limit; i++) {
            Due next = queue.peek();
            if (next == null) {
                return Clock.NEVER;
            }
            if (next.moment > now) {
                return next.moment;
            }
            queue.remove();
            underWay++;
            next.connection.run();
        }
        return underWay < limit && !queue.isEmpty() ? now : Clock.NEVER;
    }
}
