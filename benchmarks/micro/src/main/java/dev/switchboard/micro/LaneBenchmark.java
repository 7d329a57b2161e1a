// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.micro;

import dev.switchboard.api.Json;
import dev.switchboard.api.Topic;
import dev.switchboard.plugin.rooms.RoomMessageSaid;
import dev.switchboard.server.delivery.Audience;
import dev.switchboard.server.delivery.Publication;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A publication to the outboxes of an audience, without the sockets. Costs are per publication, and
 * with many receivers include handing it over to the lane's thread and waiting for it.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class LaneBenchmark {

    private static final int MANY = 32;

    @Param({"1", "10", "1000"})
    int receivers = 1;

    private final MemorySwitch memory = new MemorySwitch();
    private final Audience audience = memory.lanes.audience(Topic.room("lobby"));
    private final Publication publication =
            Publication.of(
                    audience.topic(),
                    new RoomMessageSaid(Content.CLIENT, "lobby", Json.of(Content.SHORT)),
                    memory.encoder,
                    null,
                    null);
    private final int length = publication.frame(memory.encoder.encoding()).length();

    /** Of the receiver that is served last. */
    private CountingWire last = new CountingWire();

    @Setup
    public void join() {
        memory.inOneBurst(() -> {
            for (int each = 0; each < receivers; each++) {
                last = new CountingWire();
                var _ = audience.join(memory.lanes.open(last, last, "client " + each));
            }
        });
    }

    @TearDown
    public void close() {
        memory.close();
    }

    @Benchmark
    public long publish() {
        return publish(1);
    }

    @Benchmark
    @OperationsPerInvocation(MANY)
    public long publishOneOf32() {
        return publish(MANY);
    }

    private long publish(int count) {
        long end = last.bytes() + (long) count * length;
        try (var _ = memory.lanes.burst()) {
            for (int each = 0; each < count; each++) {
                memory.lanes.publish(audience, publication, null);
            }
        }
        return last.await(end);
    }
}
