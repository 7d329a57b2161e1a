// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.micro;

import dev.switchboard.server.codec.Shapes;
import dev.switchboard.server.delivery.Encoder;
import dev.switchboard.server.delivery.Frame;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From a record to a complete frame; {@code content} travels through as it came. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class WriteBenchmark {

    @Param Sent sent = Sent.CHAT;

    private final Encoder encoder = new Encoder(new Shapes());
    private Function<Encoder, Frame> encoding = Sent.CHAT.encoding();

    @Setup
    public void make() {
        encoding = sent.encoding();
    }

    @Benchmark
    public Frame write() {
        return encoding.apply(encoder);
    }
}
