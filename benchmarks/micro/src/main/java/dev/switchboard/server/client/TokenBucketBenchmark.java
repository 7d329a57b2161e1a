// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import dev.switchboard.server.config.value.Rate;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Asking whether a client may send one more message. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class TokenBucketBenchmark {

    private static final Rate RATE = new Rate(1_000_000, Duration.ofSeconds(1));

    private final TokenBucket bucket = new TokenBucket(100, 0);
    private long now;

    /** One message, a microsecond after the last. */
    @Benchmark
    public long take() {
        now += 1_000;
        return bucket.take(RATE, 100, now);
    }
}
