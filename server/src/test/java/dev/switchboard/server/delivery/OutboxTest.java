// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import static dev.switchboard.server.delivery.DeliveryFloor.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Code;
import dev.switchboard.api.Topic;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private final DeliveryFloor floor = new DeliveryFloor("delivery.stall-timeout = 30s");
    private final MemoryWire wire = new MemoryWire();
    private final Outbox outbox = floor.open(wire, "a");
    private final Audience room = floor.lanes.audience(Topic.room("r"));

    @AfterEach
    void close() {
        floor.close();
    }

    @Test
    void whatIsSentArrivesInOrder() {
        floor.atOnce(() -> IntStream.range(0, 10).forEach(n -> outbox.send(text("m" + n), null)));
        assertThat(wire.frames())
                .containsExactly("m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9");
    }

    @Test
    void whatIsSentAtOnceLeavesInOneWrite() {
        floor.atOnce(() -> IntStream.range(0, 10).forEach(n -> outbox.send(text("m" + n), null)));
        assertThat(wire.writes()).containsExactly(10 * (2 + 2));
    }

    @Test
    void aWriteIsNoLargerThanAClientCanTakeInTime() {
        floor.atOnce(
                () -> IntStream.range(0, 100).forEach(n -> outbox.send(text("m", 1024), null)));
        assertThat(wire.writes()).containsExactly(64 * 1024, 36 * 1024);
    }

    @Test
    void aLoneMessageNeedsNoClock() {
        try (var _ = floor.lanes.burst()) {
            outbox.send(text("now"), null);
        }
        assertThat(wire.frames()).containsExactly("now");
    }

    @Test
    void aMessageOutsideOfAnyReadIsWrittenByTheLane() {
        outbox.send(text("now"), null);
        floor.settle();
        assertThat(wire.frames()).containsExactly("now");
    }

    @Test
    void whatTheSocketDoesNotTakeIsHandedOverAndTheRestFollows() {
        wire.room(3);
        floor.atOnce(() -> outbox.send(text("first"), null));
        floor.atOnce(() -> outbox.send(text("second"), null));
        assertThat(wire.frames()).isEmpty();
        assertThat(wire.isPending()).isTrue();
        wire.open();
        floor.settle();
        assertThat(wire.frames()).containsExactly("first", "second");
    }

    @Test
    void whatGathersDuringAWriteLeavesInOne() {
        wire.block();
        floor.atOnce(() -> outbox.send(text("first"), null));
        for (int n = 0; n < 5; n++) {
            floor.atOnce(() -> outbox.send(text("later"), null));
        }
        wire.open();
        floor.settle();
        assertThat(wire.writes()).containsExactly(7, 5 * 7);
    }

    @Test
    void theSocketMayBeSlowAgainAndAgain() {
        wire.block();
        for (int n = 0; n < 5; n++) {
            String name = "m" + n;
            floor.atOnce(() -> outbox.send(text(name), null));
        }
        for (int n = 0; n < 5 && wire.isPending(); n++) {
            wire.takePending();
            floor.settle();
        }
        assertThat(wire.frames()).containsExactly("m0", "m1", "m2", "m3", "m4");
        assertThat(outbox.sentMessages()).isEqualTo(5);
        assertThat(outbox.sentBytes()).isEqualTo(5 * 4);
    }

    @Test
    void aCloseLetsWhatWaitsGoFirstAndNothingAfter() {
        wire.block();
        floor.atOnce(() -> {
            outbox.send(text("in flight"), null);
            outbox.send(text("waiting"), null);
        });
        floor.atOnce(() -> {
            outbox.send(text("last"), null);
            outbox.close(Frame.close(Code.NORMAL, "bye"));
            outbox.send(text("too late"), null);
        });
        assertThat(wire.ends()).isEmpty();
        wire.open();
        floor.settle();
        assertThat(wire.frames()).containsExactly("in flight", "waiting", "last", "close 1000");
        assertThat(wire.ends()).containsExactly("finished");
    }

    @Test
    void aSecondCloseSaysNothing() {
        floor.atOnce(() -> {
            outbox.close(Frame.close(Code.NORMAL, "bye"));
            outbox.close(Frame.close(Code.POLICY, "bye"));
        });
        assertThat(wire.frames()).containsExactly("close 1000");
        assertThat(wire.ends()).containsExactly("finished");
    }

    @Test
    void nothingIsWrittenOnceTheConnectionIsGone() {
        wire.block();
        floor.atOnce(() -> outbox.send(text("in flight"), null));
        floor.atOnce(() -> outbox.send(text("waiting"), null));
        floor.atOnce(outbox::discard);
        wire.open();
        floor.atOnce(() -> outbox.send(text("too late"), null));
        assertThat(wire.frames()).containsExactly("in flight");
        assertThat(wire.ends()).isEmpty();
    }

    @Test
    void aWriteThatFailsEndsTheConnection() {
        wire.fail(new IOException("reset"));
        floor.atOnce(() -> outbox.send(text("lost"), null));
        assertThat(wire.ends()).containsExactly("broken: reset");
        floor.atOnce(() -> outbox.send(text("lost"), null));
        assertThat(wire.ends()).hasSize(1);
    }

    @Test
    void aWireThatThrowsWhatItShouldNotHarmsNobodyElse() {
        var other = new MemoryWire();
        var neighbour = floor.open(other, "b");
        wire.fail(new IllegalStateException("strange"));
        floor.atOnce(() -> {
            outbox.send(text("lost"), null);
            neighbour.send(text("kept"), null);
        });
        floor.atOnce(() -> neighbour.send(text("and more"), null));
        assertThat(other.frames()).containsExactly("kept", "and more");
        assertThat(wire.ends()).containsExactly("broken: strange");
    }

    @Test
    void aClientThatTakesNothingForTooLongIsGivenUpOnce() {
        wire.block();
        floor.atOnce(() -> outbox.send(text("in flight"), null));
        floor.atOnce(() -> outbox.send(text("waiting"), null));
        pass(Duration.ofSeconds(30));
        assertThat(wire.ends()).isEmpty();
        pass(Duration.ofSeconds(2));
        assertThat(wire.ends()).containsExactly("cut: stalled");
        wire.open();
        floor.settle();
        assertThat(wire.frames()).containsExactly("in flight", "close 4001");
        assertThat(wire.ends()).containsExactly("cut: stalled", "finished");
    }

    @Test
    void aClientThatTakesSomethingNowAndThenIsNotStalled() {
        wire.block();
        floor.atOnce(() -> outbox.send(text("in flight"), null));
        for (int n = 0; n < 3; n++) {
            floor.atOnce(() -> outbox.send(text("waiting"), null));
            pass(Duration.ofSeconds(20));
            wire.takePending();
            floor.settle();
        }
        assertThat(wire.ends()).isEmpty();
    }

    @Test
    void aClientWhoseCloseIsUnderWayIsNotToldASecondOne() {
        wire.block();
        floor.atOnce(() -> outbox.close(Frame.close(Code.NORMAL, "")));
        pass(Duration.ofSeconds(40));
        wire.open();
        floor.settle();
        assertThat(wire.frames()).containsExactly("close 1000");
    }

    @Test
    void repliesDirectMessagesAndTwoRoomsKeepOneOrder() {
        var other = floor.lanes.audience(Topic.room("s"));
        floor.atOnce(() -> {
            var _ = room.join(outbox);
            var _ = other.join(outbox);
        });
        floor.atOnce(() -> {
            floor.publish(room, text("r1"), null, null);
            outbox.send(text("reply"), null);
            floor.publish(other, text("s1"), null, null);
            floor.publish(other, text("s2"), null, null);
            outbox.send(text("direct"), null);
            floor.publish(room, text("r2"), null, null);
        });
        assertThat(wire.frames()).isEqualTo(List.of("r1", "reply", "s1", "s2", "direct", "r2"));
        assertThat(wire.writes()).hasSize(1);
    }

    private void pass(Duration duration) {
        floor.time.advance(duration);
        floor.settle();
    }

    @Test
    void aReportThatFailsCostsTheOthersNothing() {
        var broken = new MemoryWire();
        broken.fail(new IOException("reset"));
        var failing =
                floor.lanes.open(
                        broken,
                        _ -> {
                            throw new IllegalStateException("out of order");
                        },
                        "b");
        floor.atOnce(() -> room.join(failing));
        floor.atOnce(() -> room.join(outbox));
        floor.atOnce(() -> floor.publish(room, text("first"), null, null));
        floor.atOnce(() -> floor.publish(room, text("second"), null, null));

        assertThat(wire.frames()).containsExactly("first", "second");
    }
}
