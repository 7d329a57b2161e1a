// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import dev.switchboard.server.config.GateSettings;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How many connections each address has and how fast they come. An IPv6 network counts as one
 * address, since one subscriber has a whole one. May be used from any thread; each entry is guarded
 * by the map's lock on its key.
 */
final class AddressBook {

    /** Addresses without connections are forgotten when there are this many entries. */
    private static final int SWEEP_AT = 10_000;

    private static final class Entry {
        private int connections;
        private final TokenBucket arrivals;

        Entry(TokenBucket arrivals) {
            this.arrivals = arrivals;
        }
    }

    private final Map<ByteBuffer, Entry> entries = new ConcurrentHashMap<>();

    /** Any thread; two that sweep at once do the same work twice, which does no harm. */
    private volatile int sweepAt = SWEEP_AT;

    /** Counts one more connection, or says why not. */
    @Nullable Rejection admit(InetAddress address, GateSettings.PerAddress limits, long now) {
        sweep(limits, now);
        var verdict = new @Nullable Rejection[1];
        entries.compute(
                key(address, limits.ipv6Prefix()),
                (_, known) -> {
                    double burst = limits.newConnections().count();
                    var entry = known == null ? new Entry(new TokenBucket(burst, now)) : known;
                    if (entry.connections >= limits.connections()) {
                        verdict[0] = Rejection.ADDRESS_FULL;
                    } else if (entry.arrivals.take(limits.newConnections(), burst, now) > 0) {
                        verdict[0] = Rejection.ADDRESS_RATE;
                    } else {
                        entry.connections++;
                    }
                    return entry;
                });
        return verdict[0];
    }

    /** One connection less. */
    void leave(InetAddress address, GateSettings.PerAddress limits) {
        entries.computeIfPresent(
                key(address, limits.ipv6Prefix()),
                (_, entry) -> {
                    entry.connections--;
                    return entry;
                });
    }

    /** How many addresses it knows. */
    int size() {
        return entries.size();
    }

    /** Forgets addresses about which nothing need be known any more. */
    private void sweep(GateSettings.PerAddress limits, long now) {
        if (entries.size() < sweepAt) {
            return;
        }
        double burst = limits.newConnections().count();
        for (Iterator<ByteBuffer> each = entries.keySet().iterator(); each.hasNext(); ) {
            entries.computeIfPresent(
                    each.next(),
                    (_, entry) ->
                            entry.connections <= 0
                                            && entry.arrivals.isFull(
                                                    limits.newConnections(), burst, now)
                                    ? null
                                    : entry);
        }
        sweepAt = Math.max(SWEEP_AT, entries.size() * 2);
    }

    private static ByteBuffer key(InetAddress address, int ipv6Prefix) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet6Address) {
            int whole = ipv6Prefix / 8;
            if (whole < bytes.length) {
                bytes[whole] &= (byte) (0xFF00 >> (ipv6Prefix % 8));
                Arrays.fill(bytes, whole + 1, bytes.length, (byte) 0);
            }
        }
        return ByteBuffer.wrap(bytes);
    }
}
