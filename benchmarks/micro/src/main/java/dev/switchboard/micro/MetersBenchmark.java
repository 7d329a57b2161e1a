// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.micro;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.Timer;
import dev.switchboard.server.metrics.Family;
import dev.switchboard.server.metrics.Label;
import dev.switchboard.server.metrics.Meters;
import dev.switchboard.server.time.SystemTime;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Counting and timing one thing that happened. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class MetersBenchmark {

    private final SystemTime time = new SystemTime();
    private final Meters meters = new Meters(time);
    private final Counter counter = meters.counter("c_total", "Things.");
    private final Family<Counter> family =
            meters.counter("k_total", "Things, by kind.", Label.upTo(100, "kind"));
    private final Histogram histogram = meters.histogram("h", "Sizes.");
    private final Timer timer = meters.timer("t_seconds", "Times.");
    private long value;

    @TearDown
    public void close() {
        meters.close();
        time.close();
    }

    @Benchmark
    public void counter() {
        counter.inc();
    }

    @Benchmark
    public void counterByLabel() {
        family.of("room_message").inc();
    }

    @Benchmark
    public void histogram() {
        histogram.update(value++ & 1023);
    }

    @Benchmark
    public void timer() {
        timer.update(value++ & 0xFFFFF, TimeUnit.NANOSECONDS);
    }
}
