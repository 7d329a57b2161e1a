// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import static dev.switchboard.server.delivery.DeliveryFloor.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.switchboard.api.Code;
import dev.switchboard.api.Topic;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes while a lane writes to a thousand receivers. The test takes the turns. */
class LargeAudienceTest {

    private static final int CROWD = 1000;

    /** So many messages fit into one. */
    private static final int BATCH = 128;

    private final DeliveryFloor floor = new DeliveryFloor("messages.max-size = 64 KiB");
    private final MemoryBudget budget = new MemoryBudget(() -> floor.settings().delivery());
    private final LanesByHand byHand =
            new LanesByHand(
                    () -> floor.settings().delivery(),
                    new DeliveryMeters(floor.meters),
                    floor.encoder,
                    floor.time,
                    budget);
    private final Audience everyone = byHand.lanes.audience(Topic.everyone());
    private final Audience room = byHand.lanes.audience(Topic.room("r"));
    private final List<EventfulWire> crowd = new ArrayList<>();
    private final List<Outbox> outboxes = new ArrayList<>();
    private final List<Audience.Membership> memberships = new ArrayList<>();

    /** Something happens in the middle of the next write. */
    private static final class EventfulWire extends MemoryWire {

        private Runnable event = () -> {};
        private boolean isForgetful;

        @Override
        public synchronized boolean flush(ByteBuffer buffer) throws IOException {
            var now = event;
            event = () -> {};
            now.run();
            if (isForgetful) {
                buffer.position(buffer.limit());
                return true;
            }
            return super.flush(buffer);
        }
    }

    @BeforeEach
    void gather() {
        for (int n = 0; n < CROWD; n++) {
            var wire = new EventfulWire();
            crowd.add(wire);
            outboxes.add(open(wire, "c" + n));
            memberships.add(everyone.join(outboxes.getLast()));
        }
        byHand.turn();
    }

    @AfterEach
    void close() {
        byHand.close();
        floor.close();
    }

    private Outbox open(MemoryWire wire, String id) {
        return new MemoryOwner(wire).open(byHand.lanes, wire, id);
    }

    private void publish(Audience audience, String text) {
        publish(audience, text(text), null);
    }

    private void publish(Audience audience, Frame text, @Nullable Publisher publisher) {
        floor.publish(byHand.lanes, audience, text, null, publisher);
    }

    private void whileWritingTo(int place, Runnable what) {
        crowd.get(place).event = what;
    }

    private void turnUntilIdle() {
        while (byHand.haveWork()) {
            byHand.turn();
        }
    }

    /** All turns are taken; how many of the crowd were written to before this one was? */
    private int writtenBefore(EventfulWire wire) {
        var before = new AtomicInteger(-1);
        wire.event = () -> before.set(written());
        turnUntilIdle();
        return before.get();
    }

    private int written() {
        return (int) crowd.stream().filter(wire -> wire.size() > 0).count();
    }

    private void assertEachGot(String... frames) {
        assertThat(crowd).allSatisfy(wire -> assertThat(wire.frames()).containsExactly(frames));
    }

    @Test
    void aReplyDoesNotWaitForAllReceivers() {
        var wire = new EventfulWire();
        var outbox = open(wire, "a");
        whileWritingTo(200, () -> outbox.send(text("reply"), new MemoryPublisher()));
        publish(everyone, "hi");

        assertThat(writtenBefore(wire)).isBetween(200, 200 + FlushQueue.PART);
        assertThat(wire.frames()).containsExactly("reply");
        assertThat(crowd).allSatisfy(each -> assertThat(each.writes()).hasSize(1));
    }

    @Test
    void norDoesItWhenItComesWhileTheRestIsWritten() {
        var first = new EventfulWire();
        var second = new EventfulWire();
        var a = open(first, "a");
        var b = open(second, "b");
        whileWritingTo(100, () -> a.send(text("one"), new MemoryPublisher()));
        whileWritingTo(600, () -> b.send(text("two"), new MemoryPublisher()));
        publish(everyone, "hi");

        assertThat(writtenBefore(second)).isBetween(600, 600 + FlushQueue.PART);
        assertThat(first.frames()).containsExactly("one");
        assertThat(second.frames()).containsExactly("two");
    }

    @Test
    void whatIsSaidInASmallRoomDoesNotWait() {
        var wire = new EventfulWire();
        room.join(open(wire, "a"));
        byHand.turn();
        whileWritingTo(100, () -> publish(room, "small"));
        publish(everyone, "large");

        assertThat(writtenBefore(wire)).isBetween(100, 100 + FlushQueue.PART);
        assertThat(wire.frames()).containsExactly("small");
    }

    @Test
    void aReceiverThatIsStillToBeWrittenToGetsBothInOrderAndEarly() {
        whileWritingTo(100, () -> outboxes.getLast().send(text("reply"), null));
        publish(everyone, "hi");

        assertThat(writtenBefore(crowd.getLast())).isBetween(100, 100 + FlushQueue.PART);
        assertThat(crowd.getLast().frames()).containsExactly("hi", "reply");
        assertThat(crowd.getLast().writes()).hasSize(1);
    }

    @Test
    void aReplyGoesBeforeTheManyThatComeInTheSameTurn() {
        var wire = new EventfulWire();
        var outbox = open(wire, "a");
        publish(everyone, "hi");
        outbox.send(text("ok"), new MemoryPublisher());

        assertThat(writtenBefore(wire)).isZero();
        assertEachGot("hi");
    }

    @Test
    void whoLeavesMeanwhileGetsItOnceAndNothingLater() {
        whileWritingTo(
                100,
                () -> {
                    for (int place : List.of(0, 50, 100, 101, 500, 998)) {
                        everyone.leave(memberships.get(place));
                    }
                    publish(everyone, "later");
                });
        publish(everyone, "first");
        turnUntilIdle();

        for (int place = 0; place < CROWD; place++) {
            assertThat(crowd.get(place).frames())
                    .isEqualTo(
                            List.of(0, 50, 100, 101, 500, 998).contains(place)
                                    ? List.of("first")
                                    : List.of("first", "later"));
        }
    }

    @Test
    void whoJoinsMeanwhileGetsOnlyWhatComesLater() {
        var wire = new MemoryWire();
        var outbox = open(wire, "late");
        whileWritingTo(
                100,
                () -> {
                    publish(everyone, "before");
                    everyone.join(outbox);
                    publish(everyone, "later");
                });
        publish(everyone, "first");
        turnUntilIdle();

        assertThat(wire.frames()).containsExactly("later");
        assertEachGot("first", "before", "later");
    }

    @Test
    void aPublisherThatIsLeftOutStaysLeftOut() {
        var talkative = outboxes.get(700);
        whileWritingTo(
                100,
                () -> {
                    floor.publish(byHand.lanes, everyone, text("own"), talkative, null);
                    outboxes.get(800).send(text("reply"), null);
                });
        floor.publish(byHand.lanes, everyone, text("own too"), talkative, null);
        publish(everyone, "of others");
        turnUntilIdle();

        assertThat(crowd.get(700).frames()).containsExactly("of others");
        assertThat(crowd.get(701).frames()).containsExactly("own too", "of others", "own");
    }

    @Test
    void aCloseMeanwhileGoesBehindWhatWasPublishedBefore() {
        var end = Frame.close(Code.GOING_AWAY, "");
        whileWritingTo(
                100,
                () -> {
                    outboxes.get(50).close(end);
                    outboxes.get(900).send(text("goaway"), null);
                    outboxes.get(900).close(end);
                });
        publish(everyone, "hi");
        turnUntilIdle();

        var code = "close " + Code.GOING_AWAY.closeCode().orElseThrow();
        assertThat(crowd.get(50).frames()).containsExactly("hi", code);
        assertThat(crowd.get(900).frames()).containsExactly("hi", "goaway", code);
        assertThat(crowd.get(900).ends()).containsExactly("finished");
    }

    @Test
    void nothingMoreIsWrittenToWhomIsLostMeanwhile() {
        whileWritingTo(100, () -> outboxes.get(900).discard());
        publish(everyone, "hi");
        turnUntilIdle();

        assertThat(crowd.get(900).frames()).isEmpty();
        assertThat(written()).isEqualTo(CROWD - 1);
        assertThat(budget.kept()).isZero();
    }

    @Test
    void moreOfTheSameWaitsTogetherUntilAllHaveTheFirst() {
        whileWritingTo(100, () -> publish(everyone, "second"));
        whileWritingTo(300, () -> publish(everyone, "third"));
        publish(everyone, "first");
        turnUntilIdle();

        assertEachGot("first", "second", "third");
        assertThat(crowd).allSatisfy(each -> assertThat(each.writes()).hasSize(2));
    }

    @Test
    void norDoesItJoinARestThatIsWrittenInParts() {
        whileWritingTo(100, () -> outboxes.getFirst().send(text("reply"), null));
        whileWritingTo(300, () -> publish(everyone, "second"));
        whileWritingTo(600, () -> publish(everyone, "third"));
        publish(everyone, "first");
        turnUntilIdle();

        assertThat(crowd.subList(1, CROWD))
                .allSatisfy(each -> {
                    assertThat(each.frames()).containsExactly("first", "second", "third");
                    assertThat(each.writes()).hasSize(2);
                });
    }

    @Test
    void aFloodWaitsInTheQueueAndNotInOutboxes() {
        for (int n = 0; n < 10 * BATCH; n++) {
            publish(everyone, "flood");
        }
        long most = 0;
        while (byHand.haveWork()) {
            byHand.turn();
            most = Math.max(most, budget.kept());
        }

        assertThat(crowd).allSatisfy(each -> assertThat(each.frames()).hasSize(10 * BATCH));
        assertThat(most).isLessThanOrEqualTo(3L * BATCH * text("flood").length());
        assertThat(budget.kept()).isZero();
    }

    @Test
    void norDoesAFloodThatGoesOnAsOthersAreServed() {
        int rounds = 30;
        long size = 60_000;
        crowd.forEach(each -> each.isForgetful = true);
        var flooder = new MemoryPublisher();
        var wire = new EventfulWire();
        var outbox = open(wire, "a");
        var talk =
                new Runnable() {
                    private int left = rounds;
                    private long most;

                    @Override
                    public void run() {
                        most = Math.max(most, budget.kept());
                        if (left-- > 0) {
                            wire.event = this;
                            publish(everyone, text("flood", (int) size), flooder);
                            outbox.send(text("reply"), null);
                        }
                    }
                };
        talk.run();
        turnUntilIdle();
        assertThat(wire.frames()).hasSize(rounds);
        assertThat(outboxes)
                .allSatisfy(each -> assertThat(each.sentBytes()).isEqualTo(rounds * size));
        assertThat(talk.most).isLessThanOrEqualTo(2 * size);
        assertThat(flooder.debt().bytes()).isZero();
        assertThat(flooder.holds()).isZero();
        assertThat(budget.kept()).isZero();
        assertThat(budget.queued()).isZero();
    }

    /** Each turn has as much work for the room as there is time for a part of the crowd. */
    @Test
    void aSmallRoomThatIsBusyDoesNotKeepManyWaiting() {
        var wire = new MemoryWire();
        room.join(open(wire, "a"));
        byHand.turn();
        publish(everyone, "hi");
        int turns = 0;
        while (written() < CROWD) {
            for (int n = 0; n < 64; n++) {
                publish(room, text("talk", 16 * 1024), null);
            }
            byHand.turn();
            turns++;
        }

        assertThat(turns).isLessThanOrEqualTo(CROWD / FlushQueue.PART + 2);
        assertThat(wire.size()).isLessThan(turns * 600 * 1024);
        turnUntilIdle();
        assertThat(wire.frames()).hasSize(turns * 64);
        assertEachGot("hi");
    }

    @Test
    void nobodyIsServedOutOfOrderWhileTheRestIsWritten() {
        whileWritingTo(
                100,
                () -> {
                    publish(everyone, "second");
                    outboxes.get(900).send(text("reply"), new MemoryPublisher());
                    publish(everyone, "third");
                    outboxes.get(900).send(text("another"), new MemoryPublisher());
                });
        publish(everyone, "first");
        turnUntilIdle();

        assertThat(crowd.get(900).frames())
                .containsExactly("first", "second", "reply", "third", "another");
        assertThat(crowd.get(10).frames()).containsExactly("first", "second", "third");
    }

    @Test
    void theLagOfAMessageEndsWhenItsLastReceiverIsWrittenTo() {
        whileWritingTo(
                100,
                () -> {
                    floor.time.advance(Duration.ofMillis(10));
                    outboxes.getFirst().send(text("reply"), null);
                });
        whileWritingTo(CROWD - 1, () -> floor.time.advance(Duration.ofMillis(30)));
        publish(everyone, "hi");
        turnUntilIdle();

        var lag = floor.meters.registry().timer("switchboard_delivery_lag_seconds");
        assertThat(lag.getCount()).isOne();
        assertThat(lag.getSnapshot().getMedian()).isEqualTo(40e6, within(5e6));
    }
}
