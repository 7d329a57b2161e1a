// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import static dev.switchboard.server.delivery.DeliveryFloor.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Topic;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What clients do not read, as a part of one budget. The test takes the lane's turns. */
class MemoryBudgetTest {

    private static final int KIBIBYTE = 1024;
    private static final long BUDGET = 8L << 20;

    private final DeliveryFloor floor =
            new DeliveryFloor("messages.max-size = 64 KiB", "delivery.memory = 8 MiB");
    private final MemoryBudget budget = new MemoryBudget(() -> floor.settings().delivery());
    private final LanesByHand byHand =
            new LanesByHand(
                    () -> floor.settings().delivery(),
                    new DeliveryMeters(floor.meters),
                    floor.encoder,
                    floor.time,
                    budget);
    private final Audience room = byHand.lanes.audience(Topic.room("r"));
    private final List<MemoryWire> wires = new ArrayList<>();
    private final List<Outbox> outboxes = new ArrayList<>();

    @AfterEach
    void close() {
        byHand.close();
        floor.close();
    }

    /** So many clients, who read nothing. */
    private void open(int clients) {
        for (int n = 0; n < clients; n++) {
            var wire = new MemoryWire();
            wire.block();
            wires.add(wire);
            outboxes.add(new MemoryOwner(wire).open(byHand.lanes, wire, "c" + n));
        }
    }

    private void turnUntilIdle() {
        while (byHand.haveWork()) {
            byHand.turn();
        }
    }

    @Test
    void whatManyAreSentCountsOnce() {
        open(100);
        outboxes.forEach(room::join);
        for (int n = 0; n < 10; n++) {
            floor.publish(byHand.lanes, room, text("m", KIBIBYTE), null, null);
            turnUntilIdle();
        }
        assertThat(budget.kept()).isEqualTo(10 * KIBIBYTE);

        wires.forEach(MemoryWire::open);
        turnUntilIdle();
        assertThat(budget.kept()).isZero();
        assertThat(wires).allSatisfy(wire -> assertThat(wire.frames()).hasSize(10));
    }

    @Test
    void howeverManyReadNothingTheBudgetHolds() {
        open(200);
        long most = 0;
        for (int n = 0; n < 40; n++) {
            for (var outbox : outboxes) {
                outbox.send(text("m", 16 * KIBIBYTE), null);
            }
            turnUntilIdle();
            most = Math.max(most, budget.kept());
        }
        assertThat(most).isBetween(BUDGET / 4, budget.outboxes());
        wires.forEach(MemoryWire::open);
        turnUntilIdle();
        assertThat(budget.kept()).isZero();
    }

    @Test
    void whoHasTheMostIsTheFirstToBeLimited() {
        open(200);
        var greedy = outboxes.getFirst();
        for (int n = 0; n < 20; n++) {
            greedy.send(text("m", 16 * KIBIBYTE), null);
        }
        for (int n = 0; n < 2; n++) {
            outboxes.subList(1, 180).forEach(outbox -> outbox.send(text("m", 14 * KIBIBYTE), null));
            turnUntilIdle();
        }
        assertThat(wires.getFirst().ends()).isEmpty();
        for (int n = 0; n < 3; n++) {
            greedy.send(text("m", 16 * KIBIBYTE), null);
            turnUntilIdle();
        }
        assertThat(wires.getFirst().ends()).containsExactly("cut: overloaded");
        assertThat(wires.subList(1, 180)).allSatisfy(wire -> assertThat(wire.ends()).isEmpty());
    }

    @Test
    void whoSendsToOneThatReadsNothingOwesItUntilThatOneReads() {
        open(2);
        var sender = new MemoryPublisher();
        for (int n = 0; n < 12; n++) {
            outboxes.getFirst().send(text("m", 16 * KIBIBYTE), sender);
        }
        turnUntilIdle();
        assertThat(sender.holds()).isOne();

        wires.getFirst().open();
        turnUntilIdle();
        assertThat(sender.holds()).isZero();
        assertThat(sender.debt().bytes()).isZero();
    }

    @Test
    void whoSendsToOneThatGoesOwesNothingMore() {
        open(1);
        var sender = new MemoryPublisher();
        for (int n = 0; n < 12; n++) {
            outboxes.getFirst().send(text("m", 16 * KIBIBYTE), sender);
        }
        turnUntilIdle();
        outboxes.getFirst().discard();
        outboxes.getFirst().send(text("too late"), sender);
        turnUntilIdle();

        assertThat(sender.holds()).isZero();
        assertThat(sender.debt().bytes()).isZero();
        assertThat(budget.kept()).isZero();
    }

    @Test
    void itIsTightBeforeItIsUsedUp() {
        assertThat(budget.isTight()).isFalse();
        budget.keep(budget.outboxes() / 8 * 7 + 1);
        assertThat(budget.isTight()).isTrue();
        assertThat(budget.share()).isLessThan(budget.outboxes() / 60);
    }
}
