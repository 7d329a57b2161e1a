// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import static dev.switchboard.server.client.ClientFloor.request;
import static dev.switchboard.server.client.ClientFloor.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Code;
import dev.switchboard.server.delivery.DeliveryFloor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionManagerTest {

    private final ClientFloor floor =
            new ClientFloor(
                    """
                    gate {
                      max-connections = 5
                      per-address { connections = 4, new-connections = 1000/s }
                      per-user.connections = 2
                    }
                    """);
    private final ConnectionManager connections = floor.connections;

    @AfterEach
    void close() {
        floor.close();
    }

    @Test
    void theSwitchTakesSoManyConnectionsAndNoMore() {
        var clients = new ArrayList<ConnectedClient>();
        for (int n = 0; n < 5; n++) {
            clients.add(floor.connect(request("192.0.2." + n)));
        }
        assertThat(admit(request("192.0.2.9"))).isEqualTo(Rejection.FULL);
        assertThat(connections.count()).isEqualTo(5);
        floor.lose(clients.getFirst());
        assertThat(admit(request("192.0.2.9"))).isNull();
    }

    /** A hundred clients that read nothing, until what they have not read is nearly the budget. */
    @Test
    void nobodyComesInWhileMemoryIsShort() {
        try (var large =
                new ClientFloor(
                        "messages.max-size = 64 KiB",
                        "delivery { memory = 8 MiB, outbox.bytes = 1 MiB }",
                        "gate.per-address { connections = 200, new-connections = 200/s }")) {
            var clients = new ArrayList<ConnectedClient>();
            for (int n = 0; n < 100; n++) {
                var client = large.connect();
                large.link(client).block();
                clients.add(client);
            }
            assertThat(admit(large.connections, request("192.0.2.2"))).isNull();
            for (int n = 0; n < 15; n++) {
                clients.forEach(client -> client.reply(DeliveryFloor.text("x", 4096)));
                large.delivery.settle();
            }
            assertThat(clients).allMatch(ConnectedClient::isOpen);
            assertThat(admit(large.connections, request("192.0.2.2")))
                    .isEqualTo(Rejection.NO_MEMORY);
            clients.forEach(client -> large.link(client).open());
            large.delivery.settle();

            assertThat(admit(large.connections, request("192.0.2.2"))).isNull();
        }
    }

    @Test
    void whoIsTurnedAwayTakesNoPlace() {
        for (int n = 0; n < 4; n++) {
            assertThat(admit(request("192.0.2.1"))).isNull();
        }
        for (int n = 0; n < 100; n++) {
            assertThat(admit(request("192.0.2.1"))).isEqualTo(Rejection.ADDRESS_FULL);
        }
        assertThat(admit(request("192.0.2.2"))).isNull();
    }

    @Test
    void aUserHasSoManyConnectionsWhereverFrom() {
        var first = connections.admission(user("192.0.2.1", "ann"));
        assertThat(first.proceed()).isEqualTo(Admission.ADMITTED);
        assertThat(admit(user("192.0.2.2", "ann"))).isNull();
        for (int n = 0; n < 100; n++) {
            assertThat(admit(user("192.0.2.3", "ann"))).isEqualTo(Rejection.USER_FULL);
        }
        assertThat(admit(user("192.0.2.3", "bob"))).isNull();
        first.giveBack();
        assertThat(admit(user("192.0.2.1", "ann"))).isNull();
    }

    @Test
    void aPlaceThatIsNotTakenIsGivenBack() {
        for (int n = 0; n < 20; n++) {
            var admission = connections.admission(request("192.0.2.1"));
            assertThat(admission.proceed()).isEqualTo(Admission.ADMITTED);
            admission.giveBack();
        }
        assertThat(connections.count()).isZero();
    }

    @Test
    void aProbeIsNeverTurnedAwayAndTakesNoPlace() {
        for (int n = 0; n < 5; n++) {
            var _ = floor.connect(request("192.0.2." + n));
        }
        var probe =
                new ConnectRequest("/ws", ClientFloor.address("127.0.0.1"), Optional.empty(), true);
        var client = floor.connect(probe);
        floor.lose(client);
        assertThat(admit(request("192.0.2.9"))).isEqualTo(Rejection.FULL);
    }

    @Test
    void clientsAreFoundByIdAndByUserWhileTheyAreConnected() {
        var one = floor.connect(user("192.0.2.1", "ann"));
        var two = floor.connect(user("192.0.2.2", "ann"));
        assertThat(connections.find(one.id())).containsSame(one);
        assertThat(connections.ofUser("ann")).containsExactlyInAnyOrder(one, two);
        assertThat(connections.clients()).containsExactlyInAnyOrder(one, two);
        floor.lose(one);
        assertThat(connections.find(one.id())).isEmpty();
        assertThat(connections.ofUser("ann")).containsExactly(two);
        floor.lose(two);
        assertThat(connections.ofUser("ann")).isEmpty();
        assertThat(connections.clients()).isEmpty();
    }

    @Test
    void whoHasGoneTwiceIsCountedOnce() {
        var client = floor.connect();
        floor.lose(client);
        floor.lose(client);
        for (int n = 0; n < 4; n++) {
            assertThat(admit(request("192.0.2.1"))).isNull();
        }
        assertThat(admit(request("192.0.2.1"))).isEqualTo(Rejection.ADDRESS_FULL);
    }

    @Test
    void waitingForTheLastToLeaveEndsWithTheLast() throws Exception {
        var one = floor.connect();
        var two = floor.connect();
        assertThat(connections.awaitEmpty(Duration.ofMillis(1))).isFalse();
        var waiter =
                Thread.ofVirtual()
                        .unstarted(() -> {
                            floor.lose(one);
                            floor.lose(two);
                        });
        waiter.start();
        assertThat(connections.awaitEmpty(Duration.ofSeconds(20))).isTrue();
        waiter.join();
    }

    @Test
    void metersTellHowConnectionsEnded() {
        var one = floor.connect();
        floor.lose(one);
        var two = floor.connect();
        two.close(Code.POLICY, "");
        floor.lose(two);
        var three = floor.connect();
        three.closedByPeer(Code.OVERLOADED.closeCode().orElseThrow());
        floor.lose(three);
        assertThat(closes("no_close")).isEqualTo(1);
        assertThat(closes("policy")).isEqualTo(1);
        assertThat(closes("by_client")).isEqualTo(1);
        assertThat(closes("overloaded")).as("a client says what it likes").isZero();
    }

    /** Takes the steps; why it was refused, if it was. */
    private @Nullable Rejection admit(ConnectRequest request) {
        return admit(connections, request);
    }

    private static @Nullable Rejection admit(ConnectionManager to, ConnectRequest request) {
        return to.admission(request).proceed() instanceof Admission.Refused(var why) ? why : null;
    }

    private long closes(String code) {
        return floor.delivery.meters.registry().getCounters().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("switchboard_closes_total"))
                .filter(entry -> entry.getKey().contains(code))
                .mapToLong(entry -> entry.getValue().getCount())
                .sum();
    }
}
