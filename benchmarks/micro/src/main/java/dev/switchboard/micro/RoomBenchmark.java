// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.micro;

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
 * One client joins a room and leaves it again, where so many memberships exist already: ten of each
 * client. What this costs must not depend on how many there are.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class RoomBenchmark {

    private static final int ROOMS_PER_CLIENT = 10;

    @Param({"10", "1000", "100000", "1000000"})
    int memberships = ROOMS_PER_CLIENT;

    private final MemorySwitch memory = new MemorySwitch();
    private final CountingWire wire = new CountingWire();
    private final ConnectedClient newcomer = memory.connect(wire);
    private int clients;
    private String[] small = {};

    @Setup
    public void fill() {
        clients = memberships / ROOMS_PER_CLIENT;
        small = new String[clients];
        memory.inOneBurst(() -> {
            for (int client = 0; client < clients; client++) {
                small[client] = "small-" + client;
                var member = memory.connect(wire);
                memory.hub.join(member, "large");
                memory.hub.join(member, small[client]);
                for (int room = 2; room < ROOMS_PER_CLIENT; room++) {
                    memory.hub.join(member, "shared-" + client / 10 * ROOMS_PER_CLIENT + room);
                }
            }
        });
    }

    @TearDown
    public void close() {
        memory.close();
    }

    /** A room in which every client is. */
    @Benchmark
    public boolean joinAndLeaveTheLargest() {
        return joinAndLeave("large");
    }

    /** One of as many rooms as there are clients. */
    @Benchmark
    public boolean joinAndLeaveOneOfMany() {
        return joinAndLeave(small[clients / 2]);
    }

    private boolean joinAndLeave(String room) {
        try (var _ = memory.lanes.burst()) {
            boolean isNew = memory.hub.join(newcomer, room);
            boolean wasMember = memory.hub.leave(newcomer, room);
            return isNew && wasMember;
        }
    }
}
