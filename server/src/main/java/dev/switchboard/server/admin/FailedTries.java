// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import dev.switchboard.server.client.AddressBook;
import dev.switchboard.server.time.Time;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts by address who has tried a wrong token. All counts begin anew each minute, and there are
 * at most a thousand; further addresses share one. A good token is taken from every address: it
 * cannot be guessed, and otherwise anybody on a machine could keep its operator out by wrong ones.
 *
 * <p>Any thread; the lock guards the counts.
 */
final class FailedTries {

    static final int MOST = 5;

    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int MOST_ADDRESSES = 1000;
    private static final int IPV6_PREFIX = 64;
    private static final ByteBuffer OTHERS = ByteBuffer.allocate(0);

    private final Time time;
    private final Lock counting = new ReentrantLock();
    private final Map<ByteBuffer, Integer> counts = new HashMap<>();
    private long since;

    FailedTries(Time time) {
        this.time = time;
        this.since = time.nanos();
    }

    /** Notes one more; whether these were too many. */
    boolean areTooMany(InetAddress from) {
        counting.lock();
        try {
            long now = time.nanos();
            if (now - since >= PERIOD.toNanos()) {
                counts.clear();
                since = now;
            }
            ByteBuffer network = AddressBook.network(from, IPV6_PREFIX);
            boolean isKnown = counts.containsKey(network) || counts.size() < MOST_ADDRESSES;
            return counts.merge(isKnown ? network : OTHERS, 1, Math::addExact) > MOST;
        } finally {
            counting.unlock();
        }
    }

    /** How long until all counts begin anew, in seconds. */
    long secondsLeft() {
        counting.lock();
        try {
            long left = PERIOD.toNanos() - (time.nanos() - since);
            return Math.max(1, Duration.ofNanos(left).plusMillis(999).toSeconds());
        } finally {
            counting.unlock();
        }
    }
}
