// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.metrics;

import com.codahale.metrics.Reservoir;
import com.codahale.metrics.Snapshot;
import com.codahale.metrics.WeightedSnapshot;
import com.codahale.metrics.WeightedSnapshot.WeightedSample;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts how often values of each size occurred, in the buckets of a {@link Scale}: any quantile is
 * known to within 12.5 %, and every value counts, however many there are.
 *
 * <p>Values are whole numbers from 0 to 2<sup>40</sup>; what lies outside counts as the nearest of
 * these.
 *
 * <p>The counts only grow, which is what Prometheus wants. Quantiles, which JMX shows, cover the
 * time since the last {@link #turn} but one: if it is called every minute, the last one to two
 * minutes. May be used from any thread; recording takes no lock and, once a bucket has been met,
 * allocates nothing.
 */
final class Buckets implements Reservoir {

    private static final long[] NOTHING = new long[Scale.SIZE];

    /** Made when first needed: most of them never are, as values of one kind lie close together. */
    private final AtomicReferenceArray<LongAdder> counts = new AtomicReferenceArray<>(Scale.SIZE);

    /** The counts at the last turn and at the one before; written by the clock's thread alone. */
    private volatile long[] lastTurn = NOTHING;

    private volatile long[] turnBefore = NOTHING;

    @Override
    public void update(long value) {
        int index = Scale.indexOf(Math.clamp(value, 0, Scale.HIGHEST));
        LongAdder count = counts.getAcquire(index);
        if (count == null) {
            counts.compareAndSet(index, null, new LongAdder());
            count = counts.getAcquire(index);
        }
        count.increment();
    }

    /** Lets the values before the last turn fade from the quantiles. For the clock's thread. */
    void turn() {
        turnBefore = lastTurn;
        lastTurn = counts();
    }

    /** How many values each bucket has taken since the beginning. */
    long[] counts() {
        long[] copy = new long[Scale.SIZE];
        for (int i = 0; i < Scale.SIZE; i++) {
            LongAdder count = counts.getAcquire(i);
            copy[i] = count == null ? 0 : count.sum();
        }
        return copy;
    }

    /** How many values there were since the beginning. */
    long total() {
        long total = 0;
        for (int i = 0; i < Scale.SIZE; i++) {
            LongAdder count = counts.getAcquire(i);
            total += count == null ? 0 : count.sum();
        }
        return total;
    }

    /** How many buckets have values for the quantiles. */
    @Override
    public int size() {
        return getSnapshot().size();
    }

    /**
     * Each value counts as the bound of its bucket, so no quantile is better than the truth. One
     * that falls between two values is the greater.
     */
    @Override
    public Snapshot getSnapshot() {
        long[] since = turnBefore;
        long[] now = counts();
        List<WeightedSample> recent = new ArrayList<>();
        for (int i = 0; i < Scale.SIZE; i++) {
            if (now[i] > since[i]) {
                recent.add(new WeightedSample(Scale.bound(i), now[i] - since[i]));
            }
        }
        return new WeightedSnapshot(recent);
    }
}
