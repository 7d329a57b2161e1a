// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import static dev.switchboard.server.delivery.DeliveryFloor.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Code;
import dev.switchboard.api.Topic;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A lane that has more to do than fits into a turn. The test takes the turns. */
class FloodTest {

    private static final int KIBIBYTE = 1024;

    private final DeliveryFloor floor = new DeliveryFloor();
    private final LanesByHand byHand =
            new LanesByHand(
                    () -> floor.settings().delivery(),
                    new DeliveryMeters(floor.meters),
                    floor.encoder,
                    floor.time);
    private final Audience everyone = byHand.lanes.audience(Topic.everyone());
    private final Audience room = byHand.lanes.audience(Topic.room("r"));
    private final List<MemoryWire> crowd = new ArrayList<>();

    @AfterEach
    void close() {
        byHand.close();
        floor.close();
    }

    private Outbox open(MemoryWire wire, String id) {
        return new MemoryOwner(wire).open(byHand.lanes, wire, id);
    }

    /** A hundred clients. */
    private void gather() {
        for (int n = 0; n < 100; n++) {
            var wire = new MemoryWire();
            crowd.add(wire);
            everyone.join(open(wire, "c" + crowd.size()));
        }
        byHand.turn();
    }

    private void publish(Audience audience, Frame text, @Nullable Publisher publisher) {
        floor.publish(byHand.lanes, audience, text, null, publisher);
    }

    private void flood(int messages) {
        for (int n = 0; n < messages; n++) {
            publish(everyone, text("flood", KIBIBYTE), null);
        }
    }

    private int floodLeft(int messages) {
        return messages - crowd.getFirst().frames().size();
    }

    @Test
    void whatIsSaidInARoomDoesNotWaitForAFlood() {
        gather();
        var wire = new MemoryWire();
        room.join(open(wire, "a"));
        byHand.turn();
        flood(2000);
        publish(room, text("hi"), null);
        turns(3);

        assertThat(wire.frames()).containsExactly("hi");
        assertThat(floodLeft(2000)).isGreaterThan(1000);
        publish(room, text("again"), null);
        turns(2);

        assertThat(wire.frames()).containsExactly("hi", "again");
        assertThat(floodLeft(2000)).isGreaterThan(1000);
        turnUntilIdle();
        assertThat(floodLeft(2000)).isZero();
    }

    /** A whole batch to 2,000 receivers takes a while, in which a room would wait. */
    @Test
    void aBatchToManyReceiversIsSmallerWhileOthersWait() {
        for (int n = 0; n < 20; n++) {
            gather();
        }
        var wire = new MemoryWire();
        room.join(open(wire, "a"));
        byHand.turn();
        for (int n = 0; n < 300; n++) {
            publish(everyone, text("flood", 200), null);
        }
        byHand.turn(); // more than a turn: the rest is sorted
        publish(room, text("hi"), null);
        publish(room, text("again"), null);
        long before = everyone.publications();
        byHand.turn();
        assertThat(everyone.publications() - before).isBetween(1L, 99L);
        byHand.turn();

        assertThat(wire.frames()).containsExactly("hi", "again");
        turnUntilIdle();
        assertThat(crowd.getFirst().frames()).hasSize(300);
    }

    @Test
    void whoFloodsATopicIsHeldAndWhoTalksInARoomIsNot() {
        gather();
        var wire = new MemoryWire();
        room.join(open(wire, "a"));
        byHand.turn();
        flood(2000);
        turns(2);
        var flooder = new MemoryPublisher();
        var honest = new MemoryPublisher();
        publish(everyone, text("more"), flooder);
        publish(room, text("hi"), honest);

        assertThat(flooder.holds()).isOne();
        assertThat(honest.holds()).isZero();
        turnUntilIdle();
        assertThat(flooder.holds()).isZero();
        publish(everyone, text("again"), flooder);
        assertThat(flooder.holds()).isZero();
    }

    private void turns(int count) {
        for (int n = 0; n < count; n++) {
            byHand.turn();
        }
    }

    private void turnUntilIdle() {
        while (byHand.haveWork()) {
            byHand.turn();
        }
    }

    /** With many receivers, the first message of a batch alone costs a turn. */
    @Test
    void aBatchIsNotPartedHoweverManyReceiversThereAre() {
        for (int n = 0; n < 20; n++) {
            gather();
        }
        for (int n = 0; n < 32; n++) {
            publish(everyone, text("m" + n), null);
        }
        byHand.turn();

        assertThat(crowd).hasSize(2000);
        assertThat(crowd)
                .allSatisfy(wire -> {
                    assertThat(wire.frames()).hasSize(32);
                    assertThat(wire.writes()).hasSize(1);
                });
    }

    @Test
    void aReplyDoesNotWaitForAFlood() {
        gather();
        var wire = new MemoryWire();
        var outbox = open(wire, "a");
        flood(2000);
        outbox.send(text("reply"), new MemoryPublisher());
        turns(3);

        assertThat(wire.frames()).containsExactly("reply");
        assertThat(floodLeft(2000)).isGreaterThan(1000);
    }

    @Test
    void whoeverFloodsWithRepliesWaitsBehindThemAlone() {
        gather();
        var wire = new MemoryWire();
        var outbox = open(wire, "a");
        var flooder = new MemoryPublisher();
        for (int n = 0; n < 20_000; n++) {
            outbox.send(text("flood"), flooder);
        }
        publish(everyone, text("hi"), null);
        turns(4);

        assertThat(crowd.getFirst().frames()).containsExactly("hi");
        assertThat(wire.frames()).hasSizeLessThan(15_000);
        turnUntilIdle();
        assertThat(wire.frames()).hasSize(20_000);
        assertThat(flooder.debt().bytes()).isZero();
    }

    @Test
    void whoJoinsGetsWhatIsPublishedLaterAndNothingElse() {
        gather();
        flood(2000);
        turns(3);
        var wire = new MemoryWire();
        publish(everyone, text("before"), null);
        var membership = everyone.join(open(wire, "late"));
        publish(everyone, text("meanwhile"), null);
        everyone.leave(membership);
        publish(everyone, text("after"), null);
        turnUntilIdle();

        assertThat(wire.frames()).containsExactly("meanwhile");
    }

    @Test
    void whatIsSaidInARoomDoesNotWaitForThoseWhoComeAndGo() {
        var wire = new MemoryWire();
        room.join(open(wire, "a"));
        byHand.turn();
        comeAndGo(50_000);
        publish(room, text("hi"), null);
        turns(8);

        assertThat(wire.frames()).containsExactly("hi");
        comeAndGo(5_000);
        publish(room, text("again"), null);
        turns(2);

        assertThat(wire.frames()).containsExactly("hi", "again");
    }

    private void comeAndGo(int times) {
        var outbox = open(new MemoryWire(), "restless");
        for (int n = 0; n < times; n++) {
            everyone.leave(everyone.join(outbox));
        }
    }

    @Test
    void aTurnEndsHoweverManyJoin() {
        gather();
        flood(2000);
        var outbox = open(new MemoryWire(), "restless");
        var shard = everyone.shard(outbox.host().context().index());
        int before = shard.size();
        for (int n = 0; n < 100_000; n++) {
            everyone.join(outbox);
        }
        int most = 0;
        for (int seen = before; byHand.haveWork(); seen = shard.size()) {
            byHand.turn();
            most = Math.max(most, shard.size() - seen);
        }

        assertThat(shard.size()).isEqualTo(before + 100_000);
        assertThat(most).isBetween(1024, 20_000);
    }

    @Test
    void aCloseComesAfterTheRepliesBeforeIt() {
        gather();
        var wire = new MemoryWire();
        var owner = new MemoryOwner(wire);
        var outbox = owner.open(byHand.lanes, wire, "a");
        flood(2000);
        for (int n = 0; n < 3000; n++) {
            outbox.send(text("reply"), null);
        }
        byHand.turn();
        outbox.send(text("last"), null);
        outbox.close(Frame.close(Code.NORMAL, ""));
        turnUntilIdle();

        assertThat(wire.frames()).hasSize(3002).endsWith("last", "close 1000");
    }

    @Test
    void nobodyIsServedOutOfOrderWithoutAFlood() {
        var wire = new MemoryWire();
        var outbox = open(wire, "a");
        everyone.join(outbox);
        room.join(outbox);
        byHand.turn();
        var expected = new ArrayList<String>();
        for (int n = 0; n < 300; n++) {
            publish(everyone, text("e" + n), null);
            publish(room, text("r" + n), null);
            outbox.send(text("d" + n), new MemoryPublisher());
            expected.addAll(List.of("e" + n, "r" + n, "d" + n));
        }
        byHand.turn();

        assertThat(wire.frames()).isEqualTo(expected);
    }
}
