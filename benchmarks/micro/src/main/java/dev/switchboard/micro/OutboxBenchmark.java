// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.micro;

import dev.switchboard.server.delivery.Frame;
import dev.switchboard.server.delivery.Outbox;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Sending to one client whose socket takes all, or nothing for a while. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class OutboxBenchmark {

    private static final int MANY = 32;

    private final MemorySwitch memory = new MemorySwitch();
    private final CountingWire wire = new CountingWire();
    private final Outbox outbox = memory.lanes.open(wire, wire, Content.CLIENT);
    private final Frame frame = Sent.ROOM_MESSAGE.encoding().apply(memory.encoder);

    @TearDown
    public void close() {
        memory.close();
    }

    /** A lone message: one write. */
    @Benchmark
    public long idle() {
        try (var _ = memory.lanes.burst()) {
            outbox.send(frame, null);
        }
        return wire.bytes();
    }

    /** One of 32 that came out of one read: one write for all. */
    @Benchmark
    @OperationsPerInvocation(MANY)
    public long oneOf32AtOnce() {
        try (var _ = memory.lanes.burst()) {
            for (int each = 0; each < MANY; each++) {
                outbox.send(frame, null);
            }
        }
        return wire.bytes();
    }

    /**
     * One of 32 that come while the socket takes nothing. It takes the first at last, and the lane
     * writes the others; waiting for that is part of the time.
     */
    @Benchmark
    @OperationsPerInvocation(MANY)
    public long oneOf32UnderBackPressure() {
        long end = wire.bytes() + (long) MANY * frame.length();
        wire.block();
        for (int each = 0; each < MANY; each++) {
            try (var _ = memory.lanes.burst()) {
                outbox.send(frame, null);
            }
        }
        wire.open();
        return wire.await(end);
    }
}
