// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Topic;
import dev.switchboard.support.Await;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plugins that send on threads of their own while the lane stands still. */
class PluginPublisherTest {

    private static final int SIZE = 64 * 1024;

    /** An eighth of what the others leave of 16 MiB, in messages. */
    private static final int SHARE = 16 * 1024 * 1024 / 9 / SIZE;

    private final DeliveryFloor floor = new DeliveryFloor("messages.max-size = 64 KiB");
    private final GatedWire wire = new GatedWire(new MemoryWire());
    private final Audience room = floor.lanes.audience(Topic.room("r"));
    private final PluginPublisher plugin = new PluginPublisher("feed", floor.lanes.memory());
    private final AtomicInteger published = new AtomicInteger();

    /** The lane is at it, and goes no further. */
    @BeforeEach
    void stopTheLane() throws InterruptedException {
        room.join(new MemoryOwner(wire.beyond()).open(floor.lanes, wire, "a"));
        floor.publish(room, DeliveryFloor.text("first"), null, null);
        wire.arrived().acquire();
    }

    @AfterEach
    void close() {
        letTheLaneGoOn();
        floor.close();
    }

    private void letTheLaneGoOn() {
        wire.passes().release(1_000_000);
    }

    /** As a thread of this plugin's does it. */
    private void publish(PluginPublisher by, int count) {
        CurrentSender.set(by);
        for (int n = 0; n < count; n++) {
            floor.lanes.awaitRoom();
            floor.publish(room, DeliveryFloor.text("large", SIZE), null, by);
            published.incrementAndGet();
        }
        CurrentSender.set(null);
    }

    private static boolean isWaiting(Thread thread) {
        return thread.getState() == Thread.State.TIMED_WAITING;
    }

    @Test
    void aPluginWaitsAboveItsShareAndIsHeardInTheEnd() throws Exception {
        var thread = Thread.startVirtualThread(() -> publish(plugin, 400));
        Await.until(() -> isWaiting(thread));
        assertThat(published.get()).isBetween(SHARE, SHARE + 2);

        letTheLaneGoOn();
        thread.join();
        floor.settle();
        assertThat(wire.beyond().frames()).hasSize(401);
        assertThat(plugin.debt().bytes()).isZero();
        assertThat(floor.lanes.memory().debts().size()).isZero();
    }

    @Test
    void allThreadsOfAPluginHaveOneShare() throws Exception {
        var threads =
                Stream.generate(() -> Thread.ofPlatform().start(() -> publish(plugin, 100)))
                        .limit(8)
                        .toList();
        Await.until(() -> threads.stream().allMatch(PluginPublisherTest::isWaiting));
        assertThat(published.get()).isBetween(SHARE, SHARE + 2 + threads.size());

        letTheLaneGoOn();
        for (var thread : threads) {
            thread.join();
        }
        assertThat(published).hasValue(800);
    }

    @Test
    void whatOnePluginOwesHoldsNobodyElse() throws Exception {
        var thread = Thread.startVirtualThread(() -> publish(plugin, 400));
        Await.until(() -> isWaiting(thread));
        var client = new MemoryPublisher();
        floor.publish(room, DeliveryFloor.text("from a client"), null, client);
        var other = new PluginPublisher("other", floor.lanes.memory());
        var honest = Thread.startVirtualThread(() -> publish(other, 10));
        honest.join();

        assertThat(client.holds()).isZero();
        assertThat(isWaiting(thread)).isTrue();
    }

    @Test
    void anInterruptedThreadGoesOnAfterAWhileAndKnowsThatItWas() throws Exception {
        var wasInterrupted = new AtomicInteger();
        var thread =
                Thread.startVirtualThread(() -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        publish(plugin, 1);
                    }
                    wasInterrupted.incrementAndGet();
                });
        Await.until(() -> isWaiting(thread));
        int before = published.get();
        thread.interrupt();
        thread.join();

        assertThat(wasInterrupted).hasValue(1);
        assertThat(published).hasValue(before + 1);
    }

    @Test
    void aThreadThatReadsNeverWaits() {
        try (var _ = floor.lanes.burst()) {
            publish(plugin, 100);
        }
        assertThat(published).hasValue(100);
    }

    /** One slow reader must not hold a plugin for all others. */
    @Test
    void whatAClientHasNotReadIsNoDebtOfAPlugin() {
        letTheLaneGoOn();
        var slow = new MemoryWire();
        slow.block();
        var outbox = floor.open(slow, "slow");
        for (int n = 0; n < 10; n++) {
            outbox.send(DeliveryFloor.text("m", SIZE), plugin);
        }
        floor.settle();

        assertThat(slow.frames()).isEmpty();
        assertThat(floor.lanes.memory().kept()).isGreaterThan(9L * SIZE);
        assertThat(plugin.debt().bytes()).isZero();
    }
}
