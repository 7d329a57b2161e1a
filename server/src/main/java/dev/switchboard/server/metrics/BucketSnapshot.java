// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.metrics;

import com.codahale.metrics.Snapshot;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The values of {@link Buckets} at one moment. Each counts as the bound of its bucket: a quantile
 * is never better than the truth, and at most 12.5 % worse.
 */
final class BucketSnapshot extends Snapshot {

    private final long[] counts;
    private final long total;

    BucketSnapshot(long[] counts) {
        this.counts = counts;
        this.total = Arrays.stream(counts).sum();
    }

    @Override
    public double getValue(double quantile) {
        long rank = Math.max(1, (long) Math.ceil(quantile * total));
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return Scale.bound(i);
            }
        }
        return 0;
    }

    /** The bounds of the buckets that hold a value; not one entry per value. */
    @Override
    public long[] getValues() {
        long[] values = new long[counts.length];
        int n = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                values[n++] = Scale.bound(i);
            }
        }
        return Arrays.copyOf(values, n);
    }

    @Override
    public int size() {
        return Math.clamp(total, 0, Integer.MAX_VALUE);
    }

    @Override
    public long getMin() {
        long[] values = getValues();
        return values.length == 0 ? 0 : values[0];
    }

    @Override
    public long getMax() {
        long[] values = getValues();
        return values.length == 0 ? 0 : values[values.length - 1];
    }

    @Override
    public double getMean() {
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += (double) counts[i] * Scale.bound(i);
        }
        return total == 0 ? 0 : sum / total;
    }

    @Override
    public double getStdDev() {
        if (total < 2) {
            return 0;
        }
        double mean = getMean();
        double squares = 0;
        for (int i = 0; i < counts.length; i++) {
            double distance = Scale.bound(i) - mean;
            squares += counts[i] * distance * distance;
        }
        return Math.sqrt(squares / (total - 1));
    }

    @Override
    public void dump(OutputStream output) {
        PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8);
        Arrays.stream(getValues()).forEach(out::println);
    }
}
