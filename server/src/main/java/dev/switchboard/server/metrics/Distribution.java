// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.metrics;

import com.codahale.metrics.Histogram;
import java.util.concurrent.atomic.LongAdder;

/** A Dropwizard histogram that also knows the sum of its values and its {@link Buckets}. */
final class Distribution extends Histogram {

    private final Buckets buckets;
    private final LongAdder sum = new LongAdder();

    Distribution() {
        this(new Buckets());
    }

    private Distribution(Buckets buckets) {
        super(buckets);
        this.buckets = buckets;
    }

    /** Unlike the superclass keeps no count of its own: the buckets have it. */
    @Override
    public void update(long value) {
        buckets.update(value);
        sum.add(Math.max(0, value));
    }

    @Override
    public long getCount() {
        return buckets.total();
    }

    long sum() {
        return sum.sum();
    }

    Buckets buckets() {
        return buckets;
    }
}
