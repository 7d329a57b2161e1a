// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Code;
import dev.switchboard.api.RawMessage;
import dev.switchboard.api.Topic;
import dev.switchboard.server.client.Admission;
import dev.switchboard.server.client.ClientFloor;
import dev.switchboard.server.client.ClientMeters;
import dev.switchboard.server.client.ConnectedClient;
import dev.switchboard.server.client.ConnectionManager;
import dev.switchboard.server.client.DryRun;
import dev.switchboard.server.client.Ending;
import dev.switchboard.server.client.HeartbeatWheel;
import dev.switchboard.server.client.MemoryLink;
import dev.switchboard.server.client.Rejection;
import dev.switchboard.server.client.Revocations;
import dev.switchboard.server.client.Sessions;
import dev.switchboard.server.codec.Shapes;
import dev.switchboard.server.config.Configuration;
import dev.switchboard.server.config.Settings;
import dev.switchboard.server.delivery.CurrentSender;
import dev.switchboard.server.delivery.DeliveryMeters;
import dev.switchboard.server.delivery.Encoder;
import dev.switchboard.server.delivery.LanesByHand;
import dev.switchboard.server.engine.EmbeddedEngine;
import dev.switchboard.server.hub.DeliveryLimits;
import dev.switchboard.server.hub.HubEvent;
import dev.switchboard.server.hub.LocalAudiences;
import dev.switchboard.server.hub.LocalHub;
import dev.switchboard.server.hub.RoomRights;
import dev.switchboard.server.metrics.Meters;
import dev.switchboard.server.rights.Forbidden;
import dev.switchboard.server.rights.Rights;
import dev.switchboard.server.routing.Authorizers;
import dev.switchboard.server.routing.PathRights;
import dev.switchboard.server.routing.Routes;
import dev.switchboard.server.time.VirtualTime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything that can end a connection, two and three at a time, in every order. One thread runs
 * all of it. Besides between two steps, another step may come in wherever other threads could:
 * while a client arrives or departs, between a move and what follows from it, and in a write.
 */
class EveryEndingTest {

    private static final int MOST_TURNS = 3;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final String ROOM = "wait";
    private static final String SETTINGS =
            """
            listen { host = 127.0.0.1, port = 0 }
            gate { max-connections = 2, per-address { connections = 2, new-connections = 1000000000/s } }
            messages { max-size = 1 KiB, max-frame-size = 1 KiB }
            heartbeat { interval = 1h, timeout = 1h }
            drain.close-timeout = 5s
            delivery {
              lanes = 1
              outbox { bytes = 1 KiB, messages = 4 }
              overflow.room-patterns { wait = slow-publisher }
            }
            """;

    private final Choices choices = new Choices();
    private final VirtualTime time = new VirtualTime();
    private final Settings settings;
    private final Meters meters = new Meters(time);
    private final Encoder encoder = new Encoder(new Shapes());
    private final LanesByHand byHand;
    private final ConnectionManager connections;
    private final LocalHub hub;
    private final HeartbeatWheel heartbeats =
            new HeartbeatWheel(this::settings, new VirtualTime(), new ClientMeters(meters));
    private final Arrivals arrivals;
    private final ConnectedClient talker;
    private final int alarms;

    private final List<Object> taken = new ArrayList<>();
    private Set<EndingStep> left = Set.of();
    private int turns;

    /** So often another step may still come in the middle of one. */
    private int pauses;

    private boolean isInTurn;
    private boolean isKnown;
    private boolean hasArrived;
    private int connected;
    private int disconnected;
    private int ended;
    private Peer peer = new Peer();
    private ConnectedClient client;

    EveryEndingTest() throws Exception {
        settings = Configuration.of(SETTINGS).settings();
        var pausing = new PausingTime(time, this::pause);
        byHand = new LanesByHand(settings::delivery, new DeliveryMeters(meters), encoder, pausing);
        var clientMeters = new ClientMeters(meters);
        var dryRun = new DryRun(this::settings, meters, pausing);
        connections =
                new ConnectionManager(
                        this::settings, byHand.lanes, encoder, pausing, clientMeters, dryRun);
        var limits =
                new DeliveryLimits(settings::delivery, connections, clientMeters, dryRun, pausing);
        var audiences = new LocalAudiences(connections, byHand.lanes, encoder, limits);
        var rights = new Rights(this::settings);
        var forbidden = new Forbidden(meters);
        hub =
                new LocalHub(
                        connections,
                        audiences,
                        new EmbeddedEngine(audiences),
                        encoder,
                        settings::rooms,
                        new RoomRights(rights, forbidden),
                        meters);
        var unlimited = new Sessions(settings::auth, new Revocations(time), encoder, time);
        var authorizers = new Authorizers(new Routes(), rights, hub, time);
        var pathRights = new PathRights(rights, authorizers, forbidden, connections);
        arrivals = new Arrivals(connections, hub, heartbeats, unlimited, pathRights);
        talker = create(new MemoryLink());
        arrivals.arrive(talker, true);
        hub.join(talker, ROOM);
        settle();
        hub.listen(this::count);
        client = talker;
        alarms = time.waiting();
    }

    private Settings settings() {
        return settings;
    }

    @AfterEach
    void close() {
        heartbeats.close();
        byHand.close();
        meters.close();
    }

    static Stream<Set<EndingStep>> twoAndThree() {
        var steps = EndingStep.values();
        var all = new ArrayList<Set<EndingStep>>();
        for (int one = 0; one < steps.length; one++) {
            for (int two = one + 1; two < steps.length; two++) {
                all.add(EnumSet.of(steps[one], steps[two]));
                for (int three = two + 1; three < steps.length; three++) {
                    all.add(EnumSet.of(steps[one], steps[two], steps[three]));
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("twoAndThree")
    void inWhateverOrderItEndsOnceAndAllIsUndone(Set<EndingStep> steps) {
        do {
            begin(steps);
            while (mayGoOn()) {}
            end();
            check();
        } while (choices.next());
    }

    private void begin(Set<EndingStep> steps) {
        taken.clear();
        left = EnumSet.copyOf(steps);
        turns = 0;
        pauses = steps.size() == 2 ? 2 : 1;
        isKnown = false;
        hasArrived = false;
        connected = 0;
        disconnected = 0;
        peer = new Peer();
        client = create(peer);
        if (left.add(EndingStep.ARRIVE)) {
            take(EndingStep.ARRIVE);
        }
    }

    private ConnectedClient create(MemoryLink link) {
        var admission = admission();
        assertThat(admission.proceed()).isEqualTo(Admission.ADMITTED);
        return arrivals.create(admission, link);
    }

    private Admission admission() {
        return connections.admission(ClientFloor.request("192.0.2.1"));
    }

    /** Other threads may come in here: takes steps, or none, and goes on. */
    private void pause() {
        while (pauses > 0 && choices.choose(2) == 1) {
            pauses--;
            taken.add("(");
            mayGoOn();
            taken.add(")");
        }
    }

    /** Takes one of the steps that are possible now; false if there is none. */
    private boolean mayGoOn() {
        var possible = left.stream().filter(this::isPossible).toList();
        int lane = !isInTurn && turns < MOST_TURNS && byHand.haveWork() ? 1 : 0;
        int network = peer.isDropped ? 1 : 0;
        int options = possible.size() + lane + network;
        if (options == 0) {
            return false;
        }
        int chosen = choices.choose(options);
        if (chosen < possible.size()) {
            take(possible.get(chosen));
        } else if (lane == 1 && chosen == possible.size()) {
            turns++;
            taken.add("turn");
            turn();
        } else {
            taken.add("gone");
            peer.isDropped = false;
            client.lost(null);
        }
        return true;
    }

    private boolean isPossible(EndingStep step) {
        return switch (step) {
            case ARRIVE, NETWORK_BREAKS -> true;
            case PEER_CLOSES -> hasArrived;
            case JOIN, SWITCH_CLOSES, OVERFLOW, DRAIN -> isKnown;
        };
    }

    private void take(EndingStep step) {
        left.remove(step);
        taken.add(step);
        switch (step) {
            case ARRIVE -> {
                arrivals.arrive(client, true);
                hasArrived = true;
            }
            case JOIN -> hub.join(client, ROOM);
            case PEER_CLOSES -> client.closedByPeer(4000);
            case SWITCH_CLOSES -> client.close(Code.POLICY, "enough");
            case NETWORK_BREAKS -> client.lost(new IOException("reset"));
            case OVERFLOW -> {
                hub.join(client, ROOM);
                peer.block();
                say(3);
                if (!isInTurn) {
                    turn();
                }
                say(1);
                for (int each = 0; each < 6; each++) {
                    client.send(RawMessage.text("direct"));
                }
            }
            case DRAIN -> {
                client.send(encoder.goaway(Duration.ofSeconds(1)), null);
                client.close(Code.RESTART, "retry_after_ms=1000");
            }
        }
    }

    private void say(int messages) {
        CurrentSender.set(talker);
        for (int each = 0; each < messages; each++) {
            hub.publish(Topic.room(ROOM), RawMessage.text("said"));
        }
        CurrentSender.set(null);
    }

    private void turn() {
        isInTurn = true;
        byHand.turn();
        isInTurn = false;
    }

    /**
     * The rest, without any choice: whoever closed is waited for, whoever is still there leaves.
     */
    private void end() {
        left = Set.of();
        turns = MOST_TURNS;
        pauses = 0;
        settle();
        if (taken.contains(EndingStep.OVERFLOW) && choices.choose(2) == 1) {
            taken.add("the peer reads again");
            peer.open();
            settle();
        }
        if (client.isOpen()) {
            client.lost(null);
        } else if (!peer.isDropped) {
            time.advance(CLOSE_TIMEOUT);
        }
        if (peer.isDropped) {
            client.lost(null);
        }
        settle();
    }

    private void settle() {
        while (byHand.haveWork()) {
            turn();
        }
    }

    private void check() {
        Supplier<String> steps = () -> "after " + taken;
        var ending = ClientFloor.ending(client);
        var closes = peer.frames().stream().filter(frame -> frame.startsWith("close")).toList();
        assertThat(closes).as(steps).hasSizeLessThan(2);
        if (!closes.isEmpty()) {
            assertThat(peer.frames()).as(steps).endsWith(closes.getFirst());
            assertThat(closes).as(steps).containsExactly("close " + ending.code());
            assertThat(ending.by()).as(steps).isNotEqualTo(Ending.By.NETWORK);
        }
        assertThat(peer.drops).as(steps).isPositive();
        assertThat(connected).as(steps).isEqualTo(isKnown ? 1 : 0);
        assertThat(disconnected).as(steps).isEqualTo(connected);
        assertThat(ended).as(steps).isEqualTo(closesCounted());
        assertThat(connections.clients()).as(steps).containsExactly(talker);
        assertThat(client.rooms()).as(steps).isEmpty();
        assertThat(hub.members(ROOM)).as(steps).isEqualTo(1);
        assertThat(gauge("switchboard_memberships")).as(steps).isEqualTo(1);
        assertThat(talker.readGate().isHeld()).as(steps).isFalse();
        assertThat(time.waiting()).as(steps).isEqualTo(alarms);
        var only = admission();
        assertThat(only.proceed()).as(steps).isEqualTo(Admission.ADMITTED);
        assertThat(admission().proceed())
                .as(steps)
                .isEqualTo(new Admission.Refused(Rejection.ADDRESS_FULL));
        only.giveBack();
    }

    private long closesCounted() {
        return meters.registry().getCounters().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("switchboard_closes_total"))
                .mapToLong(entry -> entry.getValue().getCount())
                .sum();
    }

    private int gauge(String name) {
        return ((Number) meters.registry().getGauges().get(name).getValue()).intValue();
    }

    /** What plugins hear; other threads may do something meanwhile. */
    private void count(HubEvent event) {
        if (event instanceof HubEvent.Connected) {
            connected++;
            isKnown = true;
            pause();
        } else if (event instanceof HubEvent.Disconnected) {
            disconnected++;
            ended++;
            pause();
        }
    }

    /** A peer in memory; its connection is gone some time after it was dropped. */
    private final class Peer extends MemoryLink {
        private boolean isDropped;
        private int drops;

        @Override
        public synchronized boolean flush(ByteBuffer buffer) throws IOException {
            pause();
            return super.flush(buffer);
        }

        @Override
        public void abort() {
            if (drops++ == 0) {
                isDropped = true;
            }
        }
    }
}
