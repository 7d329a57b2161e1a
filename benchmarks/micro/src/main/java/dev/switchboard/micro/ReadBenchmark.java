// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.micro;

import dev.switchboard.server.codec.Incoming;
import dev.switchboard.server.codec.Kinds;
import dev.switchboard.server.codec.MessageReader;
import dev.switchboard.server.codec.Shape;
import dev.switchboard.server.config.MessageSettings;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From the text of a message to its record. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class ReadBenchmark {

    @Param Said said = Said.CHAT;

    static final MessageSettings.Json LIMITS =
            new MessageSettings.Json(16, Optional.empty(), 32, 64, 1_000);

    private final MessageReader reader = new MessageReader(() -> LIMITS);
    private final Kinds<Shape> kinds = Said.kinds();
    private byte[] text = {};

    @Setup
    public void encode() {
        text = said.utf8();
    }

    @Benchmark
    public Incoming<Shape> read() {
        return reader.read(text, kinds);
    }
}
