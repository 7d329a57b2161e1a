// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import static dev.switchboard.server.delivery.DeliveryFloor.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Topic;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is known afterwards of who has caused how much. */
class TallyTest {

    private final DeliveryFloor floor = new DeliveryFloor("delivery.lanes = 2");
    private final Audience room = floor.lanes.audience(Topic.room("r"));
    private final MemoryPublisher publisher = new MemoryPublisher();

    @AfterEach
    void close() {
        floor.close();
    }

    @Test
    void aPublicationCostsForEachReceiver() {
        var first = join(0);
        for (int n = 1; n < 10; n++) {
            var _ = join(n);
        }
        floor.publish(room, text("x", 100), null, publisher);
        floor.publish(room, text("x", 100), first, publisher);
        floor.settle();

        long cost = 19 * (2048 + 100);
        assertThat(publisher.debt().cost()).isEqualTo(cost);
        assertThat(room.cost()).isEqualTo(cost);
        assertThat(room.publications()).isEqualTo(2);
        assertThat(lanes(LaneFigures::cost)).isEqualTo(cost);
        assertThat(lanes(LaneFigures::deliveries)).isEqualTo(19);
    }

    @Test
    void whatIsSentToOneClientCostsItsCause() {
        var outbox = floor.open(new MemoryWire(), "a");
        outbox.send(text("x", 100), publisher);
        outbox.send(text("x", 100), null);
        floor.settle();

        assertThat(publisher.debt().cost()).isEqualTo(2048 + 100);
        assertThat(lanes(LaneFigures::cost)).isEqualTo(2 * (2048 + 100));
    }

    @Test
    void whatNobodyReceivesCostsNothing() {
        floor.publish(room, text("x", 100), null, publisher);
        floor.settle();

        assertThat(publisher.debt().cost()).isZero();
        assertThat(room.cost()).isZero();
    }

    private Outbox join(int number) {
        var outbox = floor.open(new MemoryWire(), Integer.toString(number));
        room.join(outbox);
        return outbox;
    }

    private long lanes(ToLongFunction<LaneFigures> figure) {
        return floor.lanes.figures().stream().mapToLong(figure).sum();
    }
}
