// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import static dev.switchboard.server.delivery.DeliveryFloor.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Code;
import dev.switchboard.api.Topic;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients join, leave, close, and stop reading for a while; everybody publishes and replies. That
 * happens at random, also in the middle of writes. A list for each client says what it must get.
 * One thread does all of it and takes the turns, so each run can be repeated by its seed.
 */
class DeliveryOrderTest {

    private static final int CLIENTS = 600;

    /** So that not more than a turn's work ever waits. */
    private static final int MOST_PUBLICATIONS = 4;

    private final DeliveryFloor floor =
            new DeliveryFloor(
                    "delivery.lanes = 2", "delivery.outbox { bytes = 16 MiB, messages = 100000 }");
    private final MemoryBudget budget = new MemoryBudget(() -> floor.settings().delivery());
    private final List<Client> clients = new ArrayList<>();
    private final List<MemoryPublisher> publishers =
            Stream.generate(MemoryPublisher::new).limit(4).toList();
    private final LanesByHand byHand =
            new LanesByHand(
                    () -> floor.settings().delivery(),
                    new DeliveryMeters(floor.meters),
                    floor.encoder,
                    floor.time,
                    budget);
    private Random random = new Random(0);
    private final List<Room> rooms = new ArrayList<>();
    private int messages;
    private int waiting;
    private boolean isFlood;
    private boolean isOver;

    @AfterEach
    void close() {
        byHand.close();
        floor.close();
    }

    /** A topic, and who is in it. */
    private record Room(Audience audience, Map<Client, Audience.Membership> members) {}

    /** A client, and what it must get. */
    private final class Client extends MemoryWire {

        private final Outbox outbox;
        private final List<String> expected = new ArrayList<>();
        private boolean isClosed;

        private Client(int number) {
            outbox = new MemoryOwner(this).open(byHand.lanes, this, "c" + number);
        }

        @Override
        public synchronized boolean flush(ByteBuffer buffer) throws IOException {
            if (!isOver && random.nextInt(50) == 0) {
                act();
            }
            return super.flush(buffer);
        }

        private void expect(String message) {
            if (!isClosed) {
                expected.add(message);
            }
        }
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private void act() {
        switch (random.nextInt(15)) {
            case 0, 1, 2, 3 -> publish(any(rooms));
            case 4, 5, 6, 7 -> send(any(clients));
            case 8, 9, 10, 11 -> joinOrLeave(any(rooms), any(clients));
            case 12 -> any(clients).block();
            case 13 -> any(clients).open();
            default -> end(any(clients));
        }
    }

    private void publish(Room room) {
        if (!isFlood && waiting == MOST_PUBLICATIONS) {
            return;
        }
        waiting++;
        var message = room.audience().topic() + " " + messages++;
        var except = random.nextBoolean() ? any(clients) : null;
        var publisher = random.nextInt(3) == 0 ? null : any(publishers);
        for (var member : room.members().keySet()) {
            if (member != except) {
                member.expect(message);
            }
        }
        var leftOut = except == null ? null : except.outbox;
        floor.publish(byHand.lanes, room.audience(), text(message), leftOut, publisher);
    }

    private void send(Client client) {
        int number = random.nextInt(publishers.size());
        var message = "from " + number + " " + messages++;
        client.expect(message);
        client.outbox.send(text(message), publishers.get(number));
    }

    private void joinOrLeave(Room room, Client client) {
        var membership = room.members().remove(client);
        if (membership == null) {
            room.members().put(client, room.audience().join(client.outbox));
        } else {
            room.audience().leave(membership);
            if (random.nextInt(4) > 0) { // most rooms stay large
                joinOrLeave(room, client);
            }
        }
    }

    /** Now and then; not in a flood, where the end may overtake what others have caused. */
    private void end(Client client) {
        if (!isFlood && random.nextInt(20) == 0) {
            client.expect("close 1000");
            client.isClosed = true;
            client.outbox.close(Frame.close(Code.NORMAL, ""));
        }
    }

    private void begin(long seed, boolean flood) {
        random = new Random(seed);
        isFlood = flood;
        for (int n = 0; n < CLIENTS; n++) {
            clients.add(new Client(n));
        }
        for (int members : List.of(CLIENTS, 400, 20, 5)) {
            var room = new Room(byHand.lanes.audience(Topic.room("r" + members)), new HashMap<>());
            rooms.add(room);
            clients.subList(0, members).forEach(client -> joinOrLeave(room, client));
        }
        turnUntilIdle();
    }

    private void turnUntilIdle() {
        while (byHand.haveWork()) {
            byHand.turn();
        }
        waiting = 0;
    }

    private void run(int steps) {
        for (int step = 0; step < steps; step++) {
            act();
            if (random.nextInt(isFlood ? 8 : 4) == 0) {
                byHand.turn();
            }
            if (random.nextInt(isFlood ? 400 : 10) == 0) {
                turnUntilIdle();
            }
        }
        isOver = true;
        clients.forEach(MemoryWire::open);
        turnUntilIdle();
    }

    private void assertNothingIsOwed() {
        assertThat(publishers)
                .allSatisfy(publisher -> {
                    assertThat(publisher.debt().bytes()).isZero();
                    assertThat(publisher.holds()).isZero();
                });
        assertThat(budget.kept()).isZero();
        assertThat(budget.queued()).isZero();
    }

    /** As long as no more than a turn's work waits, all that one thread does stays in order. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void eachClientGetsAllInTheOrderInWhichItWasSent(long seed) {
        begin(seed, false);
        run(3000);

        for (var client : clients) {
            assertSame(client.frames(), client.expected);
        }
        assertNothingIsOwed();
    }

    /** In a flood what has one cause stays in order: a topic, or who causes messages to one. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void inAFloodWhatHasOneCauseStaysInOrder(long seed) {
        begin(seed, true);
        run(6000);

        for (var client : clients) {
            var got = byCause(client.frames());
            var expected = byCause(client.expected);
            assertThat(got.keySet()).isEqualTo(expected.keySet());
            got.forEach((cause, frames) -> assertSame(frames, expected.get(cause)));
        }
        assertNothingIsOwed();
    }

    /** As a whole, they would fill pages. */
    private static void assertSame(List<String> frames, List<String> expected) {
        int same = 0;
        while (same < Math.min(frames.size(), expected.size())
                && frames.get(same).equals(expected.get(same))) {
            same++;
        }
        assertThat(rest(frames, same)).isEqualTo(rest(expected, same));
    }

    private static List<String> rest(List<String> messages, int from) {
        return messages.stream().skip(from).limit(5).toList();
    }

    private static Map<String, List<String>> byCause(List<String> frames) {
        var byCause = new HashMap<String, List<String>>();
        for (var frame : frames) {
            var cause = frame.substring(0, frame.lastIndexOf(' '));
            byCause.computeIfAbsent(cause, _ -> new ArrayList<>()).add(frame);
        }
        return byCause;
    }
}
