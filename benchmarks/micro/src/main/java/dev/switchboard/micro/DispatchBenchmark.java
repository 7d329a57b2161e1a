// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.micro;

import dev.switchboard.api.RawMessage;
import dev.switchboard.server.client.ConnectedClient;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The whole way of a message in a room of two, from the text of one client to the write to the
 * other: limit, codec, route, inline handler, hub, encoder, lane, outbox, metrics. Only the socket
 * is missing.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class DispatchBenchmark {

    @Param({"ROOM_MESSAGE", "ROOM_MESSAGE_WITH_ID", "ROOM_MESSAGE_4K", "UNKNOWN_KIND"})
    Said said = Said.ROOM_MESSAGE;

    private final MemorySwitch memory = new MemorySwitch();
    private final CountingWire wire = new CountingWire();
    private final ConnectedClient sender = memory.connect(wire);
    private RawMessage message = RawMessage.text("");

    @Setup
    public void connect() {
        message = new RawMessage(true, said.utf8());
        memory.inOneBurst(() -> {
            memory.hub.join(sender, "lobby");
            memory.hub.join(memory.connect(wire), "lobby");
        });
    }

    @TearDown
    public void close() {
        memory.close();
    }

    @Benchmark
    public long dispatch() {
        try (var _ = memory.lanes.burst()) {
            memory.dispatcher.received(message, sender);
        }
        return wire.bytes();
    }
}
