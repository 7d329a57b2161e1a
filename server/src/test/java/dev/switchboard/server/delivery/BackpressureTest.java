// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Topic;
import dev.switchboard.support.Await;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Threads that publish more than the lanes deliver, and read no socket. */
class BackpressureTest {

    /** 400 of them are more than may wait, 200 are not. */
    private static final String LARGE = ".".repeat(64 * 1024);

    private final DeliveryFloor floor = new DeliveryFloor();
    private final GatedWire wire = new GatedWire(new MemoryWire());
    private final Audience room = floor.lanes.audience(Topic.room("r"));
    private final AtomicInteger published = new AtomicInteger();

    @AfterEach
    void close() {
        wire.passes().release(1000);
        floor.close();
    }

    @Test
    void aThreadThatPublishesWithoutEndWaitsForTheLanes() throws Exception {
        room.join(new MemoryOwner(wire.beyond()).open(floor.lanes, wire, "a"));
        publish("first");
        wire.arrived().acquire(); // the lane is at it, and goes no further
        var thread = Thread.startVirtualThread(() -> publish(400));
        Await.until(
                () -> published.get() >= 250 && thread.getState() == Thread.State.TIMED_WAITING);
        assertThat(published.get()).isBetween(250, 260);
        wire.passes().release(1000);

        thread.join();
        assertThat(published).hasValue(400);
    }

    @Test
    void aThreadThatReadsIsNeverMadeToWait() throws Exception {
        room.join(new MemoryOwner(wire.beyond()).open(floor.lanes, wire, "a"));
        publish("first");
        wire.arrived().acquire();
        try (var _ = floor.lanes.burst()) {
            long began = System.nanoTime();
            publish(400);

            assertThat(System.nanoTime() - began)
                    .isLessThan(20_000_000_000L); // not a second for each
            wire.passes().release(1000);
        }
    }

    private void publish(String text) {
        floor.lanes.awaitRoom();
        floor.publish(room, DeliveryFloor.text(text), null, null);
    }

    private void publish(int count) {
        for (int n = 0; n < count; n++) {
            publish(LARGE);
            published.incrementAndGet();
        }
    }
}
