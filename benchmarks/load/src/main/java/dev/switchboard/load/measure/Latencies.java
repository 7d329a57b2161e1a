// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.measure;

import dev.switchboard.load.result.Latency;
import dev.switchboard.load.result.Percentile;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.jspecify.annotations.Nullable;

/** Distributions of nanoseconds, exact to three digits. Belongs to one thread at a time. */
public final class Latencies {
    private static final long FINEST = 100;
    private static final long LONGEST = 3_600_000_000_000L;
    private static final int DIGITS = 3;
    private static final int TICKS_PER_HALF_DISTANCE = 10;
    private static final double MICROSECOND = 1000;

    private final Histogram histogram = new Histogram(FINEST, LONGEST, DIGITS);

    public void record(long nanoseconds) {
        histogram.recordValue(Math.clamp(nanoseconds, 0, LONGEST));
    }

    public void add(Latencies more) {
        histogram.add(more.histogram);
    }

    public void reset() {
        histogram.reset();
    }

    public boolean isEmpty() {
        return histogram.getTotalCount() == 0;
    }

    /** Null if nothing was recorded. */
    public @Nullable Latency summary() {
        return isEmpty()
                ? null
                : new Latency(
                        histogram.getTotalCount(),
                        histogram.getMean() / MICROSECOND,
                        at(50),
                        at(90),
                        at(99),
                        at(99.9),
                        at(99.99),
                        histogram.getMaxValue() / MICROSECOND);
    }

    /** In microseconds. */
    public double at(double percentile) {
        return histogram.getValueAtPercentile(percentile) / MICROSECOND;
    }

    public List<Percentile> distribution() {
        List<Percentile> points = new ArrayList<>();
        if (!isEmpty()) {
            for (HistogramIterationValue each : histogram.percentiles(TICKS_PER_HALF_DISTANCE)) {
                points.add(
                        new Percentile(
                                each.getPercentileLevelIteratedTo(),
                                each.getValueIteratedTo() / MICROSECOND));
            }
        }
        return points;
    }
}
