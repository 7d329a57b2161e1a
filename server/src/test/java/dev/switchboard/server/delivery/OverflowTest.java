// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import static dev.switchboard.server.delivery.DeliveryFloor.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Code;
import dev.switchboard.api.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to a client that reads too slowly. Ten messages or 1 KiB may wait for it. */
class OverflowTest {

    private final DeliveryFloor floor =
            new DeliveryFloor(
                    """
                    delivery {
                      outbox { bytes = 1 KiB, messages = 10 }
                      overflow.room-patterns {
                        other = disconnect, oldest = drop-oldest, newest = drop-newest, wait = slow-publisher
                      }
                      slow-publisher { max-pause = 5s }
                    }
                    """);
    private final MemoryWire wire = new MemoryWire();
    private final Outbox outbox = floor.open(wire, "a");
    private final MemoryPublisher publisher = new MemoryPublisher();
    private Audience room = floor.lanes.audience(Topic.room("nobody"));

    @AfterEach
    void close() {
        floor.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"other", "oldest", "newest", "wait"})
    void asManyMessagesAsTheBoundAllowsWait(String name) {
        stalledIn(name);
        publish(9);
        wire.open();
        floor.settle();
        assertThat(wire.frames())
                .containsExactly("in flight", "m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8");
        assertThat(wire.ends()).isEmpty();
    }

    @Test
    void aFullOutboxEndsTheConnectionAfterWhatIsInFlight() {
        stalledIn("other");
        publish(10);
        assertThat(wire.ends()).containsExactly("cut: overloaded");
        wire.open();
        floor.settle();
        assertThat(wire.frames()).containsExactly("in flight", "close 1013");
        assertThat(wire.ends()).containsExactly("cut: overloaded", "finished");
    }

    @Test
    void bytesAreBoundedAsMessagesAre() {
        stalledIn("other");
        publish(text("large", 500));
        publish(text("large", 500));
        assertThat(wire.ends()).isEmpty();
        publish(text("large", 500));
        assertThat(wire.ends()).containsExactly("cut: overloaded");
    }

    @Test
    void aFloodPushesOutItselfAndNotWhatIsRare() {
        stalledIn("oldest");
        var flooded = room;
        room = floor.lanes.audience(Topic.room("rare"));
        floor.atOnce(() -> {
            var _ = room.join(outbox);
        });
        publish(text("rare"));
        room = flooded;
        publish(14);
        wire.open();
        floor.settle();

        assertThat(wire.frames())
                .hasSize(11)
                .startsWith("in flight", gap(6, "oldest"), "rare")
                .endsWith(messages(6, 14));
    }

    @Test
    void theOldestAreDroppedAndTheGapIsToldInFrontOfTheRest() {
        stalledIn("oldest");
        publish(14);
        wire.open();
        floor.settle();
        assertThat(wire.frames())
                .hasSize(11)
                .startsWith("in flight", gap(5, "oldest"))
                .endsWith(messages(5, 14));
    }

    @Test
    void theNewestAreDroppedAndTheGapIsToldBehindTheRest() {
        stalledIn("newest");
        publish(14);
        wire.open();
        floor.settle();
        floor.atOnce(() -> floor.publish(room, text("later"), null, null));
        assertThat(wire.frames())
                .hasSize(12)
                .startsWith("in flight")
                .containsSequence(messages(0, 9))
                .endsWith(gap(5, "newest"), "later");
    }

    @Test
    void aSmallerMessageThatStillFitsComesBehindTheGap() {
        stalledIn("newest");
        publish(text("first", 600));
        publish(text("dropped", 600));
        publish(text("small"));
        wire.open();
        floor.settle();
        assertThat(names()).containsExactly("in flight", "first", gap(1, "newest"), "small");
    }

    @Test
    void noticesOfGapsDoNotFillTheOutbox() {
        stalledIn("newest");
        publish(text("first", 500));
        for (int n = 0; n < 100; n++) {
            publish(text("dropped", 600));
            publish(text("small", 30));
        }
        assertThat(wire.ends()).isEmpty();
        wire.open();
        floor.settle();
        assertThat(wire.frames()).hasSizeLessThanOrEqualTo(11);
        assertThat(missed() + told("small") + told("first")).isEqualTo(201);
    }

    @Test
    void publicationsGiveWayToMessagesForTheClientAlone() {
        stalledIn("oldest");
        publish(9);
        for (int n = 0; n < 9; n++) {
            floor.atOnce(() -> outbox.send(text("direct"), null));
        }
        assertThat(wire.ends()).isEmpty();
        wire.open();
        floor.settle();
        assertThat(told("direct")).isEqualTo(9);
        assertThat(wire.frames()).startsWith("in flight", gap(9, "oldest"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"oldest", "newest"})
    void messagesForTheClientAloneAreNeverDroppedSilently(String name) {
        stalledIn(name);
        for (int n = 0; n < 10; n++) {
            floor.atOnce(() -> outbox.send(text("direct"), null));
        }
        assertThat(wire.ends()).containsExactly("cut: overloaded");
        wire.open();
        floor.settle();
        assertThat(wire.frames()).containsExactly("in flight", "close 1013");
    }

    @ParameterizedTest
    @ValueSource(strings = {"oldest", "newest"})
    void nothingFollowsTheCloseNotEvenTheNoticeOfAGap(String name) {
        stalledIn(name);
        publish(14);
        floor.atOnce(() -> outbox.close(Frame.close(Code.RESTART, "")));
        wire.open();
        floor.settle();
        assertThat(wire.frames()).endsWith("close 1012").contains(gap(5, name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"oldest", "newest"})
    void anOutboxThatGivesUpAfterLossesSaysOnlyGoodBye(String name) {
        stalledIn(name);
        publish(14);
        floor.atOnce(() -> {
            for (int n = 0; n < 11; n++) {
                outbox.send(text("direct"), null);
            }
        });
        wire.open();
        floor.settle();
        assertThat(wire.frames()).containsExactly("in flight", "close 1013");
    }

    @Test
    void everyMessageIsReceivedOrCounted() {
        var random = new Random(7);
        for (int round = 0; round < 50; round++) {
            for (String name : List.of("oldest", "newest")) {
                var peer = new MemoryWire();
                var slow = floor.open(peer, "x" + round);
                var topic = floor.lanes.audience(Topic.room(name));
                floor.atOnce(() -> {
                    var _ = topic.join(slow);
                });
                int sent = 0;
                for (int step = 0; step < 60; step++) {
                    if (random.nextInt(4) == 0) {
                        peer.takePending();
                        floor.settle();
                    } else {
                        peer.room(random.nextInt(200));
                        var frame = text("n" + sent++ + " ", 10 + random.nextInt(300));
                        floor.atOnce(() -> floor.publish(topic, frame, null, null));
                    }
                }
                peer.open();
                floor.settle();
                assertThat(peer.ends()).isEmpty();
                assertContinuous(peer.frames(), sent);
            }
        }
    }

    /** Each gap stands where the missing ones would. */
    private static void assertContinuous(List<String> frames, int sent) {
        int next = 0;
        for (String frame : frames) {
            if (frame.startsWith("n")) {
                assertThat(frame).as("in %s", frames).startsWith("n" + next + " ");
                next++;
            } else {
                next += Integer.parseInt(frame.replaceAll("\\D", ""));
            }
        }
        assertThat(next).as("in %s", frames).isEqualTo(sent);
    }

    @Test
    void publishersWaitFromHalfFullUntilAQuarter() {
        stalledIn("wait");
        publish(3);
        assertThat(publisher.holds()).isZero();
        publish(1);
        assertThat(publisher.holds()).as("held with the next one").isZero();
        publish(1);
        assertThat(publisher.holds()).isEqualTo(1);
        wire.takePending();
        floor.settle();
        assertThat(publisher.holds()).as("five of ten are still in flight").isEqualTo(1);
        wire.takePending();
        floor.settle();
        assertThat(publisher.holds()).isZero();
        assertThat(wire.frames()).hasSize(6);
    }

    @Test
    void aPublisherIsHeldOnceHoweverMuchItPublishes() {
        stalledIn("wait");
        publish(9);
        assertThat(publisher.holds()).isEqualTo(1);
        floor.atOnce(outbox::discard);
        assertThat(publisher.holds()).isZero();
    }

    @Test
    void publishersWaitOnlySoLongForAClientThatDoesNotRead() {
        stalledIn("wait");
        publish(6);
        assertThat(publisher.holds()).isEqualTo(1);
        pass(Duration.ofSeconds(5));
        assertThat(publisher.holds()).isEqualTo(1);
        pass(Duration.ofSeconds(1));
        assertThat(publisher.holds()).isZero();
        assertThat(wire.ends()).containsExactly("cut: overloaded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"drop-oldest", "drop-newest"})
    void afterTheWaitTheFallbackDecides(String fallback) {
        floor.change(
                """
                delivery {
                  outbox { bytes = 1 KiB, messages = 10 }
                  overflow.room-patterns { wait = slow-publisher }
                  slow-publisher { max-pause = 5s, fallback = %s }
                }
                """
                        .formatted(fallback));
        stalledIn("wait");
        publish(6);
        pass(Duration.ofSeconds(6));
        assertThat(publisher.holds()).isZero();
        publish(8);
        assertThat(publisher.holds()).as("the patience is over").isZero();
        assertThat(wire.ends()).isEmpty();
        wire.open();
        floor.settle();
        assertThat(wire.frames()).hasSize(11).contains(gap(5, "wait"));
        assertThat(wire.ends()).isEmpty();
    }

    @Test
    void nobodyWaitsForAClientThatIsBeingClosed() {
        stalledIn("wait");
        publish(6);
        assertThat(publisher.holds()).isEqualTo(1);
        floor.atOnce(() -> outbox.close(Frame.close(Code.NORMAL, "")));
        assertThat(publisher.holds()).isZero();
    }

    @Test
    void aClientThatCaughtUpIsWaitedForAgain() {
        stalledIn("wait");
        publish(6);
        wire.open();
        floor.settle();
        assertThat(publisher.holds()).isZero();
        wire.block();
        publish(7);
        assertThat(publisher.holds()).isEqualTo(1);
    }

    @Test
    void oneSlowClientCostsTheOthersNothing() {
        stalledIn("other");
        var peer = new MemoryWire();
        var quick = floor.open(peer, "b");
        floor.atOnce(() -> {
            var _ = room.join(quick);
        });
        publish(50);
        assertThat(peer.frames()).hasSize(50);
        assertThat(wire.ends()).containsExactly("cut: overloaded");
    }

    /** A member of a room with one message in flight. */
    private void stalledIn(String name) {
        room = floor.lanes.audience(Topic.room(name));
        wire.block();
        floor.atOnce(() -> {
            var _ = room.join(outbox);
        });
        floor.atOnce(() -> outbox.send(text("in flight"), null));
    }

    private static String[] messages(int from, int to) {
        return IntStream.range(from, to).mapToObj(n -> "m" + n).toArray(String[]::new);
    }

    private void publish(int count) {
        for (int n = 0; n < count; n++) {
            publish(text("m" + n));
        }
    }

    private void publish(Frame frame) {
        floor.atOnce(() -> floor.publish(room, frame, null, publisher));
    }

    private void pass(Duration duration) {
        floor.time.advance(duration);
        floor.settle();
    }

    private static String gap(int missed, String name) {
        return "{\"msg_type\":\"gap\",\"missed\":%d,\"room\":\"%s\"}".formatted(missed, name);
    }

    private List<String> names() {
        var names = new ArrayList<String>();
        wire.frames().forEach(frame -> names.add(frame.replaceAll("\\.+$", "")));
        return names;
    }

    private long told(String name) {
        return wire.frames().stream().filter(frame -> frame.startsWith(name)).count();
    }

    private long missed() {
        return wire.frames().stream()
                .filter(frame -> frame.contains("\"gap\""))
                .mapToLong(frame -> Long.parseLong(frame.replaceAll("\\D", "")))
                .sum();
    }
}
