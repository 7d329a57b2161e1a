// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import static dev.switchboard.server.delivery.DeliveryFloor.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Code;
import dev.switchboard.api.RawMessage;
import dev.switchboard.api.Topic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets what compressed, and what that costs the others. The test takes the turns. */
class CompressionTest {

    private static final String ON =
            """
            messages.max-size = 64 KiB
            delivery.compression { enabled = true, min-size = 100 B }
            """;

    /** Long enough to be compressed, and not long afterwards. */
    private static final String LONG = "long ".repeat(100);

    private DeliveryFloor floor = new DeliveryFloor(ON);
    private LanesByHand byHand = lanes();
    private MemoryBudget budget;

    private final MemoryWire plain = new MemoryWire();
    private final MemoryWire able = new MemoryWire(true);
    private final MemoryWire able2 = new MemoryWire(true);

    private LanesByHand lanes() {
        budget = new MemoryBudget(() -> floor.settings().delivery());
        return new LanesByHand(
                () -> floor.settings().delivery(),
                new DeliveryMeters(floor.meters),
                floor.encoder,
                floor.time,
                budget);
    }

    /** Begins anew with these settings. */
    private void start(String settings) {
        close();
        floor = new DeliveryFloor(settings);
        byHand = lanes();
    }

    @AfterEach
    void close() {
        byHand.close();
        floor.close();
    }

    private Outbox open(MemoryWire wire, String id) {
        return new MemoryOwner(wire).open(byHand.lanes, wire, id);
    }

    private Audience room(MemoryWire... wires) {
        var room = byHand.lanes.audience(Topic.room("r"));
        for (int each = 0; each < wires.length; each++) {
            room.join(open(wires[each], "c" + each));
        }
        turn();
        return room;
    }

    private void publish(Audience audience, String text) {
        floor.publish(byHand.lanes, audience, text(text), null, null);
    }

    private void turn() {
        while (byHand.haveWork()) {
            byHand.turn();
        }
    }

    private long count(String name) {
        return floor.meters.registry().counter(name).getCount();
    }

    private long compressed() {
        return count("switchboard_compressed_messages_total");
    }

    @Test
    void eachReceiverGetsTheMessageInTheFormThatItTakes() {
        var room = room(able, plain, able2);

        publish(room, LONG);
        turn();

        for (var wire : List.of(able, plain, able2)) {
            assertThat(wire.frames()).containsExactly(LONG);
        }
        assertThat(able.compressedFrames()).containsExactly(LONG);
        assertThat(plain.compressedFrames()).isEmpty();
        assertThat(able.size()).isEqualTo(able2.size()).isLessThan(plain.size() / 5);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void aMessageIsCompressedOnceForAll(int lanes) {
        start(ON + "delivery.lanes = " + lanes);
        var wires = new ArrayList<MemoryWire>();
        for (int each = 0; each < 40; each++) {
            wires.add(new MemoryWire(each % 4 != 0));
        }
        var room = room(wires.toArray(MemoryWire[]::new));

        publish(room, LONG);
        publish(room, "short");
        turn();

        assertThat(wires)
                .allSatisfy(wire -> assertThat(wire.frames()).containsExactly(LONG, "short"));
        assertThat(compressed()).isEqualTo(1);
        assertThat(count("switchboard_compressed_bytes_total{form=before}"))
                .isEqualTo(LONG.length());
        assertThat(count("switchboard_compressed_bytes_total{form=after}"))
                .isBetween(5L, LONG.length() / 5L);
    }

    @Test
    void nothingIsCompressedThatNobodyTakes() {
        var room = room(plain, new MemoryWire());

        publish(room, LONG);
        turn();

        assertThat(plain.frames()).containsExactly(LONG);
        assertThat(compressed()).isZero();
    }

    @Test
    void messagesAreCompressedFromTheLeastSizeOn() {
        var room = room(able);

        publish(room, "a".repeat(99));
        publish(room, "b".repeat(100));
        turn();

        assertThat(able.frames()).containsExactly("a".repeat(99), "b".repeat(100));
        assertThat(able.compressedFrames()).containsExactly("b".repeat(100));
    }

    @Test
    void whatWouldNotBecomeSmallerIsSentAsItIs() {
        byte[] noise = new byte[5_000];
        new Random(1).nextBytes(noise);
        var room = room(able, able2);
        var publication =
                Publication.of(
                        room.topic(), new RawMessage(false, noise), floor.encoder, null, null);

        byHand.lanes.publish(room, publication, null);
        turn();

        assertThat(able.frames()).containsExactly("binary 5000");
        assertThat(able.compressedFrames()).isEmpty();
        assertThat(count("switchboard_compressed_bytes_total{form=after}")).isEqualTo(5_000);
        assertThat(compressed()).as("tried once").isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {125, 126, 127, 1_000, 60_000})
    void anyLengthComesThrough(int length) {
        var room = room(able);
        String text = "ab".repeat(length).substring(0, length);

        publish(room, text);
        turn();

        assertThat(able.compressedFrames()).containsExactly(text);
    }

    @Test
    void whatIsJoinedKeepsItsOrder() {
        var room = room(plain, able);
        List<String> said = new ArrayList<>();
        for (int each = 0; each < 300; each++) {
            said.add(each % 3 == 0 ? each + LONG : "short " + each);
        }

        said.forEach(text -> publish(room, text));
        turn();

        assertThat(plain.frames()).isEqualTo(said);
        assertThat(able.frames()).isEqualTo(said);
        assertThat(able.compressedFrames()).hasSize(100);
        assertThat(able.writes()).hasSameSizeAs(plain.writes());
    }

    @Test
    void whoIsLeftOutDoesNotGetItsOwn() {
        var room = byHand.lanes.audience(Topic.room("r"));
        var talker = open(able, "talker");
        room.join(talker);
        room.join(open(able2, "other"));
        room.join(open(plain, "third"));
        turn();

        publish(room, LONG + 1);
        floor.publish(byHand.lanes, room, text(LONG + 2), talker, null);
        publish(room, LONG + 3);
        turn();

        assertThat(able.frames()).containsExactly(LONG + 1, LONG + 3);
        assertThat(able2.frames()).containsExactly(LONG + 1, LONG + 2, LONG + 3);
        assertThat(plain.frames()).containsExactly(LONG + 1, LONG + 2, LONG + 3);
    }

    @Test
    void whatIsForOneClientIsCompressedToo() {
        var publisher = new MemoryPublisher();
        open(able, "a").send(text(LONG), publisher);
        open(plain, "b").send(text(LONG), publisher);
        open(able2, "c").send(text("short"), publisher);
        turn();

        assertThat(able.compressedFrames()).containsExactly(LONG);
        assertThat(plain.frames()).containsExactly(LONG);
        assertThat(plain.compressedFrames()).isEmpty();
        assertThat(able2.compressedFrames()).isEmpty();
        assertThat(publisher.debt().bytes()).isZero();
    }

    @Test
    void whatAPublisherOwesIsPaidBackToTheByte() {
        var publisher = new MemoryPublisher();
        able.block();
        var outbox = open(able, "a");
        outbox.send(text(LONG), publisher);
        turn();
        outbox.send(text(LONG), publisher);
        turn();
        assertThat(publisher.debt().bytes())
                .as("for what waits behind what the socket has")
                .isBetween(Frame.weight(5), Frame.weight(LONG.length() / 5));

        able.open();
        turn();

        assertThat(able.compressedFrames()).containsExactly(LONG, LONG);
        assertThat(publisher.debt().bytes()).isZero();
        assertThat(budget.kept()).isZero();
        assertThat(budget.queued()).isZero();
    }

    @Test
    void controlFramesAreNeverCompressed() {
        start("delivery.compression { enabled = true, min-size = 64 B }");
        var outbox = open(able, "a");

        outbox.send(Frame.pong("p".repeat(125).getBytes(StandardCharsets.UTF_8)), null);
        outbox.close(Frame.close(Code.GOING_AWAY, "r".repeat(123)));
        turn();

        assertThat(able.frames()).containsExactly("pong " + "p".repeat(125), "close 1001");
        assertThat(able.compressedFrames()).isEmpty();
    }

    @Test
    void aReloadSwitchesItOffAndOn() {
        var room = room(able);
        publish(room, LONG + 1);
        turn();
        floor.change("delivery.compression.enabled = false");
        publish(room, LONG + 2);
        turn();
        floor.change(ON + "delivery.compression.level = 9");
        publish(room, LONG + 3);
        turn();

        assertThat(able.frames()).containsExactly(LONG + 1, LONG + 2, LONG + 3);
        assertThat(able.compressedFrames()).containsExactly(LONG + 1, LONG + 3);
    }

    private record Guest(MemoryWire wire, Audience.Membership membership, List<String> expected) {}

    /** The members of a share are kept in two parts; each must be found again to leave. */
    @ParameterizedTest
    @ValueSource(ints = {0, 10, 50, 90, 100})
    void whoComesAndGoesInAnyOrderGetsAllInBetween(int ableOfHundred) {
        var random = new Random(ableOfHundred);
        var room = byHand.lanes.audience(Topic.room("r"));
        List<Guest> guests = new ArrayList<>();
        List<Guest> present = new ArrayList<>();
        for (int step = 0; step < 600; step++) {
            if (present.isEmpty() || random.nextInt(100) < (step < 300 ? 60 : 40)) {
                var wire = new MemoryWire(random.nextInt(100) < ableOfHundred);
                var membership = room.join(open(wire, "c" + step));
                var guest = new Guest(wire, membership, new ArrayList<>());
                guests.add(guest);
                present.add(guest);
            } else {
                room.leave(present.remove(random.nextInt(present.size())).membership());
            }
            String text = step % 2 == 0 ? step + LONG : "short " + step;
            publish(room, text);
            present.forEach(guest -> guest.expected().add(text));
            turn();
        }
        assertThat(guests)
                .allSatisfy(guest -> assertThat(guest.wire().frames()).isEqualTo(guest.expected()));
        assertThat(compressed() > 0).isEqualTo(ableOfHundred > 0);
    }

    @Test
    void aLaneThatHasStoppedCompressesNoMore() {
        var compressor =
                new Compressor(() -> floor.settings().delivery(), new DeliveryMeters(floor.meters));
        var frame = text(LONG);
        assertThat(compressor.isFor(frame)).isTrue();
        assertThat(compressor.compress(frame).length()).isLessThan(frame.length());

        compressor.close();

        assertThat(compressor.compress(frame)).isSameAs(frame);
    }
}
