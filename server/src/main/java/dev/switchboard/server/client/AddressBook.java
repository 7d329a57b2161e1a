// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import dev.switchboard.server.config.GateSettings;
import dev.switchboard.server.config.value.Limit;
import dev.switchboard.server.config.value.Rate;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How many connections each address has, and how fast it opens sockets, asks for something and
 * connects. For each connection there may be two sockets and two requests, since pages need some as
 * well. An IPv6 network counts as one address, since one subscriber has a whole one. May be used
 * from any thread; each entry is guarded by the map's lock on its key.
 */
public final class AddressBook {

    /** Addresses without connections are forgotten when there are this many entries. */
    private static final int SWEEP_AT = 10_000;

    private static final class Entry {
        private int connections;
        private final TokenBucket arrivals;
        private final TokenBucket sockets;
        private final TokenBucket requests;

        /** Of tokens that were not valid; null if there were none. */
        private @Nullable TokenBucket failures;

        Entry(Rate connections, long now) {
            arrivals = new TokenBucket((double) connections.count(), now);
            sockets = new TokenBucket((double) twice(connections).count(), now);
            requests = new TokenBucket((double) twice(connections).count(), now);
        }

        boolean isForgettable(Rate rate, long now) {
            return connections <= 0
                    && arrivals.isFull(rate, (double) rate.count(), now)
                    && sockets.isFull(twice(rate), (double) twice(rate).count(), now)
                    && requests.isFull(twice(rate), (double) twice(rate).count(), now)
                    && failures == null;
        }
    }

    private final Predicate<Limit> isSpared;
    private final Map<ByteBuffer, Entry> entries = new ConcurrentHashMap<>();

    /** Any thread; two that sweep at once do the same work twice, which does no harm. */
    private volatile int sweepAt = SWEEP_AT;

    /**
     * An empty one.
     *
     * @param isSpared whether somebody who exceeds a limit now is let in all the same
     */
    AddressBook(Predicate<Limit> isSpared) {
        this.isSpared = isSpared;
    }

    /** Counts one more connection, or says why not. */
    @Nullable Rejection admit(InetAddress address, GateSettings.PerAddress limits, long now) {
        sweep(limits, now);
        var verdict = new @Nullable Rejection[1];
        entries.compute(
                network(address, limits.ipv6Prefix()),
                (_, known) -> {
                    var rate = limits.newConnections();
                    var entry = known == null ? new Entry(rate, now) : known;
                    if (entry.connections >= limits.connections()
                            && !isSpared.test(Limit.CONNECTIONS_OF_ADDRESS)) {
                        verdict[0] = Rejection.ADDRESS_FULL;
                    } else if (entry.arrivals.take(rate, (double) rate.count(), now) > 0
                            && !isSpared.test(Limit.NEW_CONNECTIONS_OF_ADDRESS)) {
                        verdict[0] = Rejection.ADDRESS_RATE;
                    } else {
                        entry.connections++;
                    }
                    return entry;
                });
        return verdict[0];
    }

    /** Whether this address may open one more socket now. */
    public boolean mayOpen(InetAddress address, GateSettings.PerAddress limits, long now) {
        return take(entry -> entry.sockets, address, limits, now);
    }

    /** Whether this address may make one more request now. */
    public boolean mayAsk(InetAddress address, GateSettings.PerAddress limits, long now) {
        return take(entry -> entry.requests, address, limits, now);
    }

    private boolean take(
            Function<Entry, TokenBucket> which,
            InetAddress address,
            GateSettings.PerAddress limits,
            long now) {
        sweep(limits, now);
        var rate = twice(limits.newConnections());
        var isTaken = new boolean[1];
        entries.compute(
                network(address, limits.ipv6Prefix()),
                (_, known) -> {
                    var entry = known == null ? new Entry(limits.newConnections(), now) : known;
                    isTaken[0] =
                            which.apply(entry).take(rate, (double) rate.count(), now) == 0
                                    || isSpared.test(Limit.NEW_CONNECTIONS_OF_ADDRESS);
                    return entry;
                });
        return isTaken[0];
    }

    /** Notes that something came from this address that should say who it is, and was not valid. */
    public void failed(InetAddress address, GateSettings.PerAddress limits, Rate rate, long now) {
        entries.compute(
                network(address, limits.ipv6Prefix()),
                (_, known) -> {
                    var entry = known == null ? new Entry(limits.newConnections(), now) : known;
                    double burst = rate.count();
                    if (entry.failures == null) {
                        entry.failures = new TokenBucket(burst, now);
                    }
                    var _ = entry.failures.take(rate, burst, now);
                    return entry;
                });
    }

    /** How many nanoseconds it must wait until it may show something again; 0 if it may now. */
    public long untilNextTry(
            InetAddress address, GateSettings.PerAddress limits, Rate rate, long now) {
        var wait = new long[1];
        entries.computeIfPresent(
                network(address, limits.ipv6Prefix()),
                (_, entry) -> {
                    if (entry.failures == null
                            || entry.failures.isFull(rate, (double) rate.count(), now)) {
                        entry.failures = null;
                    } else {
                        wait[0] = entry.failures.until(1, rate);
                    }
                    return entry;
                });
        return wait[0];
    }

    private static Rate twice(Rate rate) {
        return new Rate(2 * rate.count(), rate.period());
    }

    /** One connection less. */
    void leave(InetAddress address, GateSettings.PerAddress limits) {
        entries.computeIfPresent(
                network(address, limits.ipv6Prefix()),
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
        for (Iterator<ByteBuffer> each = entries.keySet().iterator(); each.hasNext(); ) {
            entries.computeIfPresent(
                    each.next(),
                    (_, entry) -> entry.isForgettable(limits.newConnections(), now) ? null : entry);
        }
        sweepAt = Math.max(SWEEP_AT, entries.size() * 2);
    }

    /** What counts as one address: itself, or its network if it is one of IPv6. */
    public static ByteBuffer network(InetAddress address, int ipv6Prefix) {
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
