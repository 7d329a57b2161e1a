// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import static dev.switchboard.server.delivery.DeliveryFloor.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.switchboard.api.Topic;
import dev.switchboard.support.Await;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LanesTest {

    private DeliveryFloor floor = new DeliveryFloor();
    private final Map<String, MemoryWire> wires = new LinkedHashMap<>();

    @AfterEach
    void close() {
        floor.close();
    }

    @Test
    void everyMemberGetsAPublicationButTheOneExcepted() {
        var room = floor.lanes.audience(Topic.room("r"));
        var a = member("a", room);
        member("b", room);
        member("c", room);
        floor.atOnce(() -> floor.publish(room, text("hi"), a, null));
        assertThat(frames("a")).isEmpty();
        assertThat(frames("b")).containsExactly("hi");
        assertThat(frames("c")).containsExactly("hi");
    }

    @Test
    void inASharedBatchEachPublisherMissesOnlyItsOwn() {
        var room = floor.lanes.audience(Topic.room("r"));
        var a = member("a", room);
        var b = member("b", room);
        member("c", room);
        floor.atOnce(() -> {
            floor.publish(room, text("a1"), a, null);
            floor.publish(room, text("b1"), b, null);
            floor.publish(room, text("a2"), a, null);
            floor.publish(room, text("x"), null, null);
        });
        assertThat(frames("a")).containsExactly("b1", "x");
        assertThat(frames("b")).containsExactly("a1", "a2", "x");
        assertThat(frames("c")).containsExactly("a1", "b1", "a2", "x");
        wires.values().forEach(wire -> assertThat(wire.writes()).hasSize(1));
    }

    @Test
    void whoeverIsExceptedAndNoMemberChangesNothing() {
        var room = floor.lanes.audience(Topic.room("r"));
        var other = floor.lanes.audience(Topic.room("s"));
        member("a", room);
        var stranger = member("b", other);
        floor.atOnce(() -> {
            floor.publish(room, text("r1"), stranger, null);
            floor.publish(other, text("s1"), null, null);
        });
        assertThat(frames("a")).containsExactly("r1");
        assertThat(frames("b")).containsExactly("s1");
    }

    @Test
    void whoJoinsGetsWhatComesAfterAndWhoLeavesWhatCameBefore() {
        var room = floor.lanes.audience(Topic.room("r"));
        var outbox = open("a");
        floor.atOnce(() -> {
            floor.publish(room, text("before"), null, null);
            var membership = room.join(outbox);
            floor.publish(room, text("during"), null, null);
            room.leave(membership);
            floor.publish(room, text("after"), null, null);
        });
        assertThat(frames("a")).containsExactly("during");
        assertThat(room.size()).isZero();
    }

    @Test
    void manyReceiversAreServedByTheLane() {
        var room = floor.lanes.audience(Topic.room("r"));
        for (int n = 0; n < 100; n++) {
            member("m" + n, room);
        }
        floor.atOnce(() -> floor.publish(room, text("hi"), null, null));
        wires.values().forEach(wire -> assertThat(wire.frames()).containsExactly("hi"));
    }

    @Test
    void aLargeBatchLeavesInPiecesThatKeepTheOrder() {
        var room = floor.lanes.audience(Topic.room("r"));
        member("a", room);
        floor.atOnce(() -> {
            for (int n = 0; n < 300; n++) {
                floor.publish(room, text("n" + n + " ", 600), null, null);
            }
        });
        var frames = frames("a");
        assertThat(frames).hasSize(300);
        for (int n = 0; n < 300; n++) {
            assertThat(frames.get(n)).startsWith("n" + n + " ");
        }
        assertThat(wires.get("a").writes()).allMatch(size -> size <= 64 * 1024);
    }

    @Test
    void coalescingStillDeliversALoneMessage() {
        again("delivery.coalesce = 5ms");
        var outbox = open("a");
        outbox.send(text("hi"), null);
        Await.until(() -> frames("a").equals(List.of("hi")));
    }

    @Test
    void coalescingGathersWhatComesWithinTheWindow() {
        again("delivery.coalesce = 5ms");
        var outbox = open("a");
        for (int n = 0; n < 200; n++) {
            outbox.send(text("m"), null);
        }
        Await.until(() -> frames("a").size() == 200);
        assertThat(wires.get("a").writes().size()).isLessThan(100);
    }

    @Test
    void membersAreExactlyThoseWhoJoinedAndDidNotLeave() {
        again("delivery.lanes = 3");
        var room = floor.lanes.audience(Topic.room("r"));
        var random = new Random(3);
        var outboxes = new ArrayList<Outbox>();
        for (int n = 0; n < 200; n++) {
            outboxes.add(open("m" + n));
        }
        var members = new LinkedHashMap<Integer, Audience.Membership>();
        var expected = new ArrayList<List<String>>();
        outboxes.forEach(each -> expected.add(new ArrayList<>()));
        for (int step = 0; step < 3000; step++) {
            int who = random.nextInt(200);
            var membership = members.remove(who);
            if (membership != null) {
                room.leave(membership);
            } else {
                members.put(who, room.join(outboxes.get(who)));
            }
            if (step % 50 == 0) {
                String name = "s" + step;
                floor.publish(room, text(name), null, null);
                new HashSet<>(members.keySet()).forEach(each -> expected.get(each).add(name));
            }
            assertThat(room.size()).isEqualTo(members.size());
        }
        floor.settle();
        for (int n = 0; n < 200; n++) {
            assertThat(frames("m" + n)).isEqualTo(expected.get(n));
        }
    }

    @Test
    void onTwoLanesAllMembersSeeOneOrder() {
        again("delivery.lanes = 2");
        var room = floor.lanes.audience(Topic.room("r"));
        for (int n = 0; n < 4; n++) {
            member("m" + n, room);
        }
        int publishers = 4;
        int each = 4000;
        var go = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(publishers)) {
            for (int who = 0; who < publishers; who++) {
                String name = "p" + who + " ";
                threads.execute(() -> {
                    awaitQuietly(go);
                    for (int n = 0; n < each; n++) {
                        floor.publish(room, text(name + n), null, null);
                    }
                });
            }
            go.countDown();
        }
        floor.settle();
        var order = frames("m0");
        assertThat(order).hasSize(publishers * each);
        wires.values().forEach(wire -> assertThat(wire.frames()).isEqualTo(order));
        for (int who = 0; who < publishers; who++) {
            String name = "p" + who + " ";
            var own = order.stream().filter(frame -> frame.startsWith(name)).toList();
            for (int n = 0; n < each; n++) {
                assertThat(own.get(n)).isEqualTo(name + n);
            }
        }
    }

    /** On a thread that reads sockets, which must never be made to wait. */
    private void whileReading(Runnable work) {
        try (var _ = floor.lanes.burst()) {
            work.run();
        }
    }

    @Test
    void publishersWaitForALaneThatIsBehind() throws Exception {
        var room = floor.lanes.audience(Topic.room("r"));
        var other = floor.lanes.audience(Topic.room("other"));
        var outbox = member("a", room);
        member("b", other);
        var busy = new CountDownLatch(1);
        outbox.host().perform(() -> awaitQuietly(busy));
        var large = text("large", 64 * 1024);
        var early = new MemoryPublisher();
        whileReading(() -> {
            for (int n = 0; n < 300; n++) {
                floor.publish(room, large, null, early);
            }
        });
        assertThat(early.holds()).as("for its own debt; the lane has seen nothing yet").isOne();
        var late = new MemoryPublisher();
        var during = new CountDownLatch(1);
        var between = new CountDownLatch(1);
        // the lane has begun with the backlog, and stops once more
        outbox.host()
                .perform(() -> {
                    during.countDown();
                    awaitQuietly(between);
                });
        whileReading(() -> {
            for (int n = 0; n < 300; n++) {
                floor.publish(room, large, null, null);
            }
        });
        busy.countDown();
        during.await();
        whileReading(() -> floor.publish(other, large, null, late));
        assertThat(late.debt().bytes()).isLessThan(Debt.LIMIT);
        assertThat(late.holds()).as("for the debt of others").isEqualTo(1);
        between.countDown();
        floor.settle();
        assertThat(late.holds()).isZero();
        assertThat(early.holds()).isZero();
        assertThat(early.debt().bytes()).isZero();
        assertThat(frames("a")).hasSize(600);
        assertThat(frames("b")).hasSize(1);
    }

    @Test
    void whoIsAboutToBeReadWaitsWhileTwiceAsMuchWaitsAsShould() throws Exception {
        var room = floor.lanes.audience(Topic.room("r"));
        var outbox = member("a", room);
        var large = text("large", 64 * 1024);
        var client = new MemoryPublisher();
        var busy = new CountDownLatch(1);
        whileReading(() -> {
            for (int n = 0; n < 300; n++) {
                floor.publish(room, large, null, null);
            }
            outbox.host().perform(() -> awaitQuietly(busy));
            for (int n = 0; n < 300; n++) {
                floor.publish(room, large, null, null);
            }
        });
        Await.until(() -> floor.lanes.holdIfFull(client)); // the lane has seen how much waits
        assertThat(client.holds()).isOne();
        busy.countDown();
        floor.settle();

        assertThat(client.holds()).isZero();
        assertThat(floor.lanes.holdIfFull(client)).isFalse();
    }

    @Test
    void aBurstWithinABurstIsRefusedAndTheFirstGoesOn() {
        var outbox = open("a");
        try (var _ = floor.lanes.burst()) {
            outbox.send(text("one"), null);
            assertThatIllegalStateException().isThrownBy(floor.lanes::burst);
            assertThat(frames("a")).isEmpty();
        }
        assertThat(frames("a")).containsExactly("one");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void again(String... configuration) {
        floor.close();
        floor = new DeliveryFloor(configuration);
    }

    private Outbox open(String name) {
        var wire = new MemoryWire();
        wires.put(name, wire);
        return floor.open(wire, name);
    }

    private Outbox member(String name, Audience audience) {
        var outbox = open(name);
        floor.atOnce(() -> {
            var _ = audience.join(outbox);
        });
        return outbox;
    }

    private List<String> frames(String name) {
        return wires.get(name).frames();
    }
}
