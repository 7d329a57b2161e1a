// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.metrics;

import com.codahale.metrics.Counter;
import com.codahale.metrics.ExponentiallyDecayingReservoir;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.Timer;
import dev.switchboard.server.log.Correlation;
import dev.switchboard.server.time.VirtualTime;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What counting, timing and correlating cost, in nanoseconds of processor time per call, by one
 * thread and by two at once. Run its {@code main} from the test class path; {@code
 * docs/decisions/004-metrics.md} has the results.
 */
final class MetersCost {

    private static final int CALLS = 5_000_000;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private MetersCost() {}

    public static void main(String[] arguments) throws Exception {
        Meters meters = new Meters(new VirtualTime());
        Counter counter = meters.counter("c_total", "C.");
        Family<Counter> kinds = meters.counter("k_total", "K.", Label.upTo(100, "kind"));
        Timer timer = meters.timer("t_seconds", "T.");
        Timer dropwizard = new Timer();
        Histogram histogram = meters.histogram("h", "H.");
        Histogram decaying = new Histogram(new ExponentiallyDecayingReservoir());
        Correlation correlation = new Correlation("c1", 1);

        measure("counter", i -> counter.inc());
        measure("counter by label", i -> kinds.of("chat").inc());
        measure("histogram", i -> histogram.update(i & 1023));
        measure("histogram of Dropwizard", i -> decaying.update(i & 1023));
        measure("timer", i -> timer.update(i & 0xfffff, TimeUnit.NANOSECONDS));
        measure("timer of Dropwizard", i -> dropwizard.update(i & 0xfffff, TimeUnit.NANOSECONDS));
        measure(
                "correlation",
                i -> {
                    Correlation before = Correlation.with(correlation);
                    Correlation.restore(before);
                });
        measure(
                "correlation, made anew",
                i -> {
                    @Nullable Correlation before = Correlation.with(new Correlation("c1", i));
                    Correlation.restore(before);
                });
        measure("reading the clock", i -> sink = System.nanoTime());
    }

    @SuppressWarnings("unused") // keeps the compiler from dropping what is measured
    private static volatile long sink;

    private static void measure(String what, LongConsumer call) throws InterruptedException {
        run(call, 1);
        run(call, 1);
        System.out.printf("%-26s %6.1f %6.1f%n", what, run(call, 1), run(call, 2));
    }

    private static double run(LongConsumer call, int threads) throws InterruptedException {
        LongAdder nanos = new LongAdder();
        Thread[] running = new Thread[threads];
        for (int t = 0; t < threads; t++) {
            running[t] =
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int i = 0; i < CALLS; i++) {
                                    call.accept(i);
                                }
                                nanos.add(THREADS.getCurrentThreadCpuTime());
                            });
        }
        for (Thread thread : running) {
            thread.join();
        }
        return nanos.doubleValue() / threads / CALLS;
    }
}
