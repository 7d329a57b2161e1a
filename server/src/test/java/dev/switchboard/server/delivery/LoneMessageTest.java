// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import static dev.switchboard.server.delivery.DeliveryFloor.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Topic;
import dev.switchboard.support.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Batching never delays a lone message. The clock of these lanes stands still and the tests do
 * nothing after they have published, so neither a timer nor another message can come to the help of
 * one that was held back.
 */
@Timeout(60)
class LoneMessageTest {

    private final DeliveryFloor floor = new DeliveryFloor();
    private final Audience room = floor.lanes.audience(Topic.room("r"));
    private final List<MemoryWire> wires = new ArrayList<>();

    @AfterEach
    void close() {
        floor.close();
    }

    @Test
    void theReaderOfALoneMessageWritesItBeforeItReadsOn() {
        members(2);
        publish("alone", true);
        assertEachGotInWritesOfItsOwn("alone");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 1000})
    void aLoneMessageReadFromASocketReachesAll(int receivers) {
        members(receivers);
        publish("alone", true);
        Await.until(() -> haveAll(1));
        assertEachGotInWritesOfItsOwn("alone");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 1000})
    void aLoneMessageOfAnyOtherThreadReachesAll(int receivers) {
        members(receivers);
        publish("alone");
        Await.until(() -> haveAll(1));
        assertEachGotInWritesOfItsOwn("alone");
    }

    @Test
    void aLoneMessageToOneClientReachesIt() {
        var outbox = open();
        outbox.send(text("alone"), null);
        Await.until(() -> haveAll(1));
        assertEachGotInWritesOfItsOwn("alone");
    }

    @Test
    void aThousandLoneMessagesLeaveInAThousandWrites() {
        members(3);
        var names = names("lone", 1000);
        for (int n = 0; n < names.size(); n++) {
            int sofar = n + 1;
            publish(names.get(n));
            Await.until(() -> haveAll(sofar));
        }
        assertEachGotInWritesOfItsOwn(names.toArray(String[]::new));
    }

    /**
     * Two threads publish at one moment, and then wait. Sooner or later one of them meets the end
     * of the other's turn, where a message is easily left lying.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aMessageThatMeetsTheEndOfATurnIsNotLeftLying(boolean areRead) {
        int rounds = 1000;
        members(1);
        var start = new AtomicInteger();
        var partner = Executors.newSingleThreadExecutor();
        try {
            partner.execute(() -> {
                for (int round = 1; round <= rounds; round++) {
                    spinUntil(start, round);
                    publish("m", areRead);
                }
            });
            for (int round = 1; round <= rounds; round++) {
                start.set(round);
                publish("m", areRead);
                assertArrived(round * 2 * lengthOf("m"));
            }
        } finally {
            start.set(rounds);
            partner.close();
        }
    }

    private static void spinUntil(AtomicInteger value, int least) {
        while (value.get() < least) {
            Thread.onSpinWait();
        }
    }

    /** Looks without a pause at first, so that the next round comes soon. */
    private void assertArrived(int bytes) {
        var wire = wires.getFirst();
        for (int look = 0; wire.size() != bytes && look < 10_000; look++) {
            Thread.onSpinWait();
        }
        Await.until(() -> wire.size() == bytes);
    }

    @Test
    void aBatchIsWhatGatheredDuringTheWriteBeforeAndNoMore() throws Exception {
        var wire = new GatedWire(memory());
        join(new MemoryOwner(wire.beyond()).open(floor.lanes, wire, "a"));
        publish("first");
        wire.arrived().acquire();
        publish("second");
        publish("third");
        wire.passes().release();
        wire.arrived().acquire();
        publish("fourth");
        wire.passes().release();
        wire.arrived().acquire();
        wire.passes().release();
        Await.until(() -> haveAll(4));
        assertThat(wire.beyond().frames()).containsExactly("first", "second", "third", "fourth");
        assertThat(wire.beyond().writes())
                .containsExactly(
                        lengthOf("first"),
                        lengthOf("second") + lengthOf("third"),
                        lengthOf("fourth"));
    }

    /** Around the most messages of a batch, and around the most tasks of a turn. */
    @ParameterizedTest
    @ValueSource(ints = {2, 127, 128, 129, 256, 1023, 1024, 1025, 2048, 5000})
    void theTailOfABurstIsNotHeldBack(int size) {
        members(20);
        var names = names("burst", size);
        whileTheLaneIsBusy(() -> names.forEach(this::publish));
        Await.until(() -> haveAll(size));
        wires.forEach(wire -> assertThat(wire.frames()).isEqualTo(names));
        assertThat(wires.getFirst().writes()).hasSizeLessThan(size);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 128, 129, 1024, 1025, 5000})
    void norIsTheTailOfABurstThatWasReadAtOnce(int size) {
        members(1);
        var names = names("burst", size);
        try (var _ = floor.lanes.burst()) {
            names.forEach(this::publish);
        }
        Await.until(() -> haveAll(size));
        assertThat(wires.getFirst().frames()).isEqualTo(names);
    }

    @Test
    void aLoneMessageAfterABurstLeavesAlone() {
        members(5);
        var names = names("burst", 3000);
        whileTheLaneIsBusy(() -> names.forEach(this::publish));
        Await.until(() -> haveAll(3000));
        publish("alone");
        Await.until(() -> haveAll(3001));
        for (var wire : wires) {
            assertThat(wire.frames()).endsWith("alone");
            assertThat(wire.writes()).endsWith(lengthOf("alone"));
        }
    }

    @Test
    void aLoneMessageDoesNotWaitForAReceiverThatIsBehind() {
        members(2);
        wires.getFirst().block();
        var names = names("m", 100);
        for (int n = 0; n < names.size(); n++) {
            int sofar = n + 1;
            publish(names.get(n));
            Await.until(() -> wires.getLast().frames().size() == sofar);
        }
        assertThat(wires.getFirst().frames()).isEmpty();
        wires.getFirst().open();
        Await.until(() -> haveAll(100));
        assertThat(wires.getFirst().writes())
                .as("the first alone, then all that gathered behind it")
                .hasSize(2);
    }

    private void whileTheLaneIsBusy(Runnable work) {
        var go = new CountDownLatch(1);
        floor.open(new MemoryWire(), "a")
                .host()
                .perform(() -> {
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
        work.run();
        go.countDown();
    }

    private void members(int count) {
        for (int n = 0; n < count; n++) {
            join(open());
        }
        floor.settle();
    }

    private Outbox open() {
        var wire = memory();
        return floor.open(wire, "client " + wires.size());
    }

    private MemoryWire memory() {
        var wire = new MemoryWire();
        wires.add(wire);
        return wire;
    }

    private void join(Outbox outbox) {
        floor.atOnce(() -> {
            var _ = room.join(outbox);
        });
    }

    private void publish(String message, boolean isRead) {
        if (isRead) {
            try (var _ = floor.lanes.burst()) {
                publish(message);
            }
        } else {
            publish(message);
        }
    }

    private void publish(String message) {
        floor.publish(room, text(message), null, null);
    }

    private boolean haveAll(int messages) {
        return wires.stream().allMatch(wire -> wire.frames().size() == messages);
    }

    private void assertEachGotInWritesOfItsOwn(String... messages) {
        var lengths = List.of(messages).stream().map(LoneMessageTest::lengthOf).toList();
        for (var wire : wires) {
            assertThat(wire.frames()).containsExactly(messages);
            assertThat(wire.writes()).isEqualTo(lengths);
        }
    }

    private static int lengthOf(String message) {
        return text(message).length();
    }

    private static List<String> names(String name, int count) {
        return IntStream.range(0, count).mapToObj(n -> name + " " + n).toList();
    }
}
