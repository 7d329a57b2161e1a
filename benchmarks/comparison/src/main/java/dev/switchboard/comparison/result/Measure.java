// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.result;

import dev.switchboard.load.plot.Unit;
import dev.switchboard.load.result.Checks;
import dev.switchboard.load.result.Latency;
import dev.switchboard.load.result.Result;
import dev.switchboard.load.result.Server;
import dev.switchboard.load.result.Slow;
import dev.switchboard.load.result.Storm;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What is read from a sample. */
public enum Measure {
    CPU("CPU per message", Unit.TIME),
    CPU_ROUND_TRIP("CPU per round trip", Unit.TIME),
    CPU_PERCENT("CPU", Unit.PERCENT),
    P50("p50", Unit.TIME),
    P99("p99", Unit.TIME),
    P999("p99.9", Unit.TIME),
    TAIL("p99.9 / p99", Unit.RATIO),
    RATE("deliveries/s", Unit.COUNT),
    PER_READ("messages per read", Unit.COUNT),
    RESIDENT_EACH("resident per connection", Unit.BYTES),
    RESIDENT_PEAK("resident, at most", Unit.BYTES),
    CYCLES("cycles/s", Unit.COUNT),
    ALL_BACK("all back after", Unit.TIME),
    HALF_BACK("half back after", Unit.TIME),
    P99_OF_OTHERS("p99, slow / quiet", Unit.RATIO),
    SLOW_GROWTH("resident growth", Unit.BYTES),
    LOST("lost", Unit.COUNT),
    WRONG("doubled, out of order, damaged", Unit.COUNT),
    // What the driver measures itself.
    LIVE_HEAP_EACH("live heap per connection", Unit.BYTES),
    START("start", Unit.TIME),
    RESIDENT_EMPTY("resident, idle and empty", Unit.BYTES),
    LONGEST_PAUSE("longest pause", Unit.TIME);

    private final String title;
    private final Unit unit;

    Measure(String title, Unit unit) {
        this.title = title;
        this.unit = unit;
    }

    public String title() {
        return title;
    }

    public Unit unit() {
        return unit;
    }

    /** Whether more of it is better; of everything else less is. */
    public boolean isBetterWhenHigher() {
        return this == RATE || this == CYCLES || this == PER_READ;
    }

    /** The name under which the driver writes a figure of its own. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty if this sample does not have it. */
    public OptionalDouble of(Sample sample) {
        if (!sample.isWhole()) {
            return OptionalDouble.empty();
        }
        Double figure = sample.figures().get(key());
        if (figure != null) {
            return OptionalDouble.of(figure);
        }
        Result result = sample.result();
        double value = result == null ? Double.NaN : in(result);
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private double in(Result result) {
        return switch (this) {
            case RATE -> result.window().messagesPerSecond();
            case PER_READ -> result.window().messagesPerRead();
            case LOST -> (double) result.checks().lost();
            case WRONG -> wrong(result.checks());
            case CPU, CPU_ROUND_TRIP, CPU_PERCENT, RESIDENT_EACH, RESIDENT_PEAK ->
                    in(result.server());
            case P50, P99, P999, TAIL -> in(result.latency());
            case CYCLES -> result.churn() == null ? Double.NaN : result.churn().perSecond();
            case ALL_BACK, HALF_BACK -> in(result.storm());
            case P99_OF_OTHERS, SLOW_GROWTH -> in(result.slow());
            case LIVE_HEAP_EACH, START, RESIDENT_EMPTY, LONGEST_PAUSE -> Double.NaN;
        };
    }

    private double in(@Nullable Server server) {
        if (server == null) {
            return Double.NaN;
        }
        return switch (this) {
            case CPU -> server.cpuUsPerMessage();
            case CPU_ROUND_TRIP -> 2 * server.cpuUsPerMessage();
            case CPU_PERCENT -> server.cpuPercent();
            case RESIDENT_EACH -> server.bytesPerConnection();
            default -> (double) server.residentBytes().peak();
        };
    }

    private double in(@Nullable Latency latency) {
        if (latency == null || latency.count() == 0) {
            return Double.NaN;
        }
        return switch (this) {
            case P50 -> latency.p50();
            case P99 -> latency.p99();
            case P999 -> latency.p999();
            default -> latency.p999() / latency.p99();
        };
    }

    /** A time that never came is none. */
    private double in(@Nullable Storm storm) {
        double seconds =
                storm == null
                        ? -1
                        : this == ALL_BACK ? storm.secondsToAllBack() : storm.secondsToHalfBack();
        return seconds < 0 ? Double.NaN : seconds * 1e6;
    }

    private double in(@Nullable Slow slow) {
        if (slow == null) {
            return Double.NaN;
        }
        if (this == P99_OF_OTHERS) {
            return slow.p99Ratio();
        }
        Long before = slow.residentBytesBefore();
        Long during = slow.residentBytesDuring();
        return before == null || during == null
                ? Double.NaN
                : (double) Math.max(0, during - before);
    }

    private static double wrong(Checks checks) {
        return (double)
                (checks.duplicated() + checks.outOfOrder() + checks.corrupt() + checks.stray());
    }
}
