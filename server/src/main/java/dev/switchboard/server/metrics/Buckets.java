// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.metrics;

import com.codahale.metrics.Reservoir;
import com.codahale.metrics.Snapshot;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts how often values of each size occurred, in buckets that are one eighth of a power of two
 * wide: any quantile is known to within 12.5 %, and every value counts, however many there are.
 *
 * <p>Values are whole numbers from 0 to 2<sup>40</sup>; what lies outside counts as the nearest of
 * these. A bucket holds the values above the one before it up to and including its bound, so the
 * powers of two are bounds.
 *
 * <p>The counts only grow, which is what Prometheus wants. Quantiles, which JMX shows, cover the
 * time since the last {@link #turn} but one: if it is called every minute, the last one to two
 * minutes. May be used from any thread; recording takes no lock and, once a bucket has been met,
 * allocates nothing.
 */
final class Buckets implements Reservoir {

    /** 2 to this many buckets per power of two. */
    private static final int PRECISION = 3;

    private static final int PER_POWER = 1 << PRECISION;

    private static final int HIGHEST_POWER = 40;

    private static final long HIGHEST = 1L << HIGHEST_POWER;

    private static final int SIZE = indexOf(HIGHEST) + 1;

    /** Made when first needed: most of them never are, as values of one kind lie close together. */
    private final AtomicReferenceArray<LongAdder> counts = new AtomicReferenceArray<>(SIZE);

    /** The counts at the last turn and at the one before; written under this object's lock. */
    private volatile long[] lastTurn = new long[SIZE];

    private volatile long[] turnBefore = lastTurn;

    @Override
    public void update(long value) {
        int index = indexOf(Math.clamp(value, 0, HIGHEST));
        LongAdder count = counts.getAcquire(index);
        if (count == null) {
            counts.compareAndSet(index, null, new LongAdder());
            count = counts.getAcquire(index);
        }
        count.increment();
    }

    /** Lets the values before the last turn fade from the quantiles. */
    synchronized void turn() {
        turnBefore = lastTurn;
        lastTurn = counts();
    }

    /** How many values each bucket has taken since the beginning. */
    long[] counts() {
        long[] copy = new long[SIZE];
        for (int i = 0; i < SIZE; i++) {
            LongAdder count = counts.getAcquire(i);
            copy[i] = count == null ? 0 : count.sum();
        }
        return copy;
    }

    /** How many values there were since the beginning. */
    long total() {
        long total = 0;
        for (int i = 0; i < SIZE; i++) {
            LongAdder count = counts.getAcquire(i);
            total += count == null ? 0 : count.sum();
        }
        return total;
    }

    @Override
    public int size() {
        return getSnapshot().size();
    }

    @Override
    public Snapshot getSnapshot() {
        long[] since = turnBefore;
        long[] recent = counts();
        for (int i = 0; i < SIZE; i++) {
            recent[i] -= since[i];
        }
        return new BucketSnapshot(recent);
    }

    /** The bucket of a value between 0 and the highest. */
    static int indexOf(long value) {
        // One less, so that each bound belongs to the bucket that it ends.
        long below = value - 1;
        if (below < PER_POWER) {
            return (int) value;
        }
        int shift = 63 - Long.numberOfLeadingZeros(below) - PRECISION;
        return shift * PER_POWER + (int) (below >>> shift) + 1;
    }

    /** The highest value that belongs to a bucket. */
    static long bound(int index) {
        if (index <= PER_POWER) {
            return index;
        }
        int shift = (index - 1) / PER_POWER - 1;
        return (long) ((index - 1) % PER_POWER + PER_POWER + 1) << shift;
    }
}
