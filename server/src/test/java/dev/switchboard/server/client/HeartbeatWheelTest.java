// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Registration;
import dev.switchboard.server.delivery.DeliveryFloor;
import dev.switchboard.server.delivery.Hold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeartbeatWheelTest {

    private static final String USUAL = "heartbeat { interval = 25s, timeout = 10s }";

    private final ClientFloor floor =
            new ClientFloor(
                    USUAL,
                    "gate { max-connections = 20000, per-address { connections = 20000,"
                            + " new-connections = 20000/s } }");
    private final HeartbeatWheel wheel =
            new HeartbeatWheel(
                    floor::settings, floor.time, new ClientMeters(floor.delivery.meters));

    @AfterEach
    void close() {
        wheel.close();
        floor.close();
    }

    @Test
    void aClientIsPingedOnlyAfterItsSilence() {
        var client = watched();
        pass(Duration.ofMillis(24_900));
        assertThat(floor.link(client).frames()).isEmpty();
        pass(Duration.ofMillis(300));
        assertThat(floor.link(client).frames()).containsExactly("ping");
    }

    @Test
    void aClientThatStaysSilentIsClosedInTime() {
        var client = watched();
        pass(Duration.ofMillis(34_900));
        assertThat(client.isOpen()).isTrue();
        pass(Duration.ofMillis(500));
        assertThat(client.isOpen()).isFalse();
        assertThat(floor.link(client).frames()).containsExactly("ping", "close 4000");
    }

    @Test
    void aClientThatAnswersLivesOnAndIsPingedAgain() {
        var client = watched();
        for (int round = 0; round < 10; round++) {
            pass(Duration.ofMillis(25_200));
            assertThat(floor.link(client).frames()).hasSize(round + 1);
            client.heard(floor.time.nanos());
        }
        assertThat(client.isOpen()).isTrue();
    }

    /** The ping is behind what it reads, so it cannot answer yet. */
    @Test
    void aClientThatReadsWhatIsInFlightIsNotSilent() {
        var client = watched();
        floor.link(client).block();
        for (int n = 0; n < 4; n++) {
            client.reply(DeliveryFloor.text("large", 900));
        }
        for (int round = 0; round < 4; round++) {
            pass(Duration.ofSeconds(9));
            floor.link(client).takePending();
            floor.delivery.settle();
            client.reply(DeliveryFloor.text("large", 900));
        }
        assertThat(client.isOpen()).isTrue();

        pass(Duration.ofSeconds(21));
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void anAnswerAtTheLastMomentCounts() {
        var client = watched();
        pass(Duration.ofSeconds(34));
        client.heard(floor.time.nanos());
        pass(Duration.ofSeconds(20));
        assertThat(client.isOpen()).isTrue();
        assertThat(floor.link(client).frames()).containsExactly("ping");
    }

    @Test
    void aClientThatTalksIsNeverPinged() {
        var client = watched();
        for (int n = 0; n < 100; n++) {
            pass(Duration.ofSeconds(20));
            client.heard(floor.time.nanos());
        }
        assertThat(floor.link(client).frames()).isEmpty();
    }

    @Test
    void aClientThatTheSwitchDoesNotReadFromIsSpared() {
        var client = watched();
        client.readGate().hold(Hold.CALL);
        assertThat(client.readGate().park()).isTrue();
        pass(Duration.ofMinutes(10));
        assertThat(client.isOpen()).isTrue();
        client.readGate().release(Hold.CALL);
        pass(Duration.ofSeconds(70));
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void anotherIntervalHoldsFromTheNextLookOn() {
        var client = watched();
        pass(Duration.ofSeconds(5));
        floor.delivery.change("heartbeat { interval = 1s, timeout = 1s }");
        pass(Duration.ofSeconds(21));
        assertThat(floor.link(client).frames()).startsWith("ping");
        pass(Duration.ofSeconds(2));
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void anIntervalLongerThanARoundOfTheWheelIsKept() {
        floor.delivery.change("heartbeat { interval = 10m, timeout = 2m }");
        var client = watched();
        pass(Duration.ofSeconds(599));
        assertThat(floor.link(client).frames()).isEmpty();
        pass(Duration.ofSeconds(2));
        assertThat(floor.link(client).frames()).containsExactly("ping");
        pass(Duration.ofSeconds(118));
        assertThat(client.isOpen()).isTrue();
        pass(Duration.ofSeconds(3));
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void aMessageThatIsNotCompleteInTimeEndsItsClient() {
        var client = watched();
        talk(client, Duration.ofSeconds(7));
        client.awaitRest();
        talk(client, Duration.ofMillis(29_900));
        client.awaitRest(); // more of the same has come
        assertThat(client.isOpen()).isTrue();
        talk(client, Duration.ofMillis(200));
        assertThat(floor.link(client).frames()).containsExactly("close 1008");
        assertThat(unfinished()).isEqualTo(1);
    }

    @Test
    void messagesThatAreEachCompleteInTimeMayComeWithoutEnd() {
        var client = watched();
        for (int n = 0; n < 50; n++) {
            client.awaitRest();
            talk(client, Duration.ofSeconds(29));
            client.awaitNoRest();
        }
        assertThat(client.isOpen()).isTrue();
        assertThat(unfinished()).isZero();
    }

    @Test
    void anUnfinishedMessageIsFoundThoughHeartbeatsAreRare() {
        floor.delivery.change("heartbeat.interval = 1h", "messages.completion-timeout = 2s");
        var client = watched();
        talk(client, Duration.ofSeconds(7));
        client.awaitRest();
        talk(client, Duration.ofMillis(1900));
        assertThat(client.isOpen()).isTrue();
        talk(client, Duration.ofMillis(300));
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void anotherTimeToCompleteHoldsFromTheNextLookOn() {
        var client = watched();
        client.awaitRest();
        talk(client, Duration.ofSeconds(29));
        floor.delivery.change("messages.completion-timeout = 2m");
        talk(client, Duration.ofSeconds(90));
        assertThat(client.isOpen()).isTrue();
        talk(client, Duration.ofSeconds(2));
        assertThat(client.isOpen()).isFalse();
    }

    private long unfinished() {
        return floor.delivery
                .meters
                .registry()
                .counter("switchboard_unfinished_total{reason=late}")
                .getCount();
    }

    /** The client says something now and then. */
    private void talk(ConnectedClient client, Duration duration) {
        for (long left = duration.toMillis(); left > 0; left -= 100) {
            client.heard(floor.time.nanos());
            pass(Duration.ofMillis(100));
        }
        client.heard(floor.time.nanos());
    }

    @Test
    void whoIsNotWatchedAnyMoreIsLeftAlone() {
        var client = floor.connect();
        wheel.watch(client).close();
        var other = floor.connect();
        var watching = wheel.watch(other);
        pass(Duration.ofSeconds(10));
        watching.close();
        pass(Duration.ofMinutes(2));
        assertThat(floor.link(client).frames()).isEmpty();
        assertThat(floor.link(other).frames()).isEmpty();
    }

    @Test
    void aClosedWheelStandsStill() {
        var client = watched();
        wheel.close();
        pass(Duration.ofMinutes(2));
        assertThat(floor.link(client).frames()).isEmpty();
    }

    @Test
    void tenThousandClientsAreEachSeenToInTime() {
        var clients = new ArrayList<ConnectedClient>();
        for (int n = 0; n < 10_000; n++) {
            clients.add(watched());
            if (n % 1000 == 999) {
                pass(Duration.ofSeconds(1));
            }
        }
        pass(Duration.ofMillis(14_900));
        assertThat(pinged(clients)).isZero();
        for (int second = 1; second <= 9; second++) {
            pass(Duration.ofSeconds(1));
            assertThat(pinged(clients)).isEqualTo(second * 1000L);
        }
        pass(Duration.ofSeconds(13));
        assertThat(clients).noneMatch(ConnectedClient::isOpen);
    }

    private long pinged(List<ConnectedClient> clients) {
        return clients.stream().filter(each -> !floor.link(each).frames().isEmpty()).count();
    }

    private ConnectedClient watched() {
        var client = floor.connect();
        Registration _ = wheel.watch(client);
        return client;
    }

    private void pass(Duration duration) {
        floor.time.advance(duration);
        floor.delivery.settle();
    }
}
