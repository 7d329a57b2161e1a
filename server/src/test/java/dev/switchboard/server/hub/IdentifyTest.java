// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Identity;
import dev.switchboard.api.Kind;
import dev.switchboard.api.Registration;
import dev.switchboard.api.Topic;
import dev.switchboard.server.client.Admission;
import dev.switchboard.server.client.ClientFloor;
import dev.switchboard.server.client.ConnectRequest;
import dev.switchboard.server.client.ConnectedClient;
import dev.switchboard.server.client.Memberships.Identified;
import dev.switchboard.server.engine.EmbeddedEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients who become somebody after their handshake, somebody else, or nobody. */
class IdentifyTest {

    @Kind("said")
    private record Said(String text) {}

    private static final String SAID_HI = "{\"msg_type\":\"said\",\"text\":\"hi\"}";
    private static final int MOST_OF_ONE_USER = 2;

    private final ClientFloor floor =
            new ClientFloor(
                    """
                    gate.per-address { connections = 100000, new-connections = 100000/s }
                    gate.per-user.connections = 2
                    """);
    private final LocalAudiences audiences = HubFloor.audiences(floor);
    private final LocalHub hub = HubFloor.hub(floor, audiences, new EmbeddedEngine(audiences));
    private final List<String> events = new ArrayList<>();

    /** A client, and where it is present. */
    private record Guest(ConnectedClient client, Registration presence) {}

    @AfterEach
    void close() {
        floor.close();
    }

    private Guest arrive(ConnectRequest request) {
        var client = floor.connect(request);
        return new Guest(client, hub.connected(client, true));
    }

    private Guest nobody() {
        return arrive(ClientFloor.request("192.0.2.1"));
    }

    private Guest user(String name) {
        return arrive(ClientFloor.user("192.0.2.1", name));
    }

    private Identified identify(Guest guest, String... name) {
        return hub.identify(guest.client(), Stream.of(name).findFirst().map(Identity::of));
    }

    private void depart(Guest guest) {
        guest.presence().close();
        floor.lose(guest.client());
    }

    private List<String> heardBy(Guest guest, String user) {
        int before = floor.link(guest.client()).frames().size();
        hub.publish(Topic.user(user), new Said("hi"));
        floor.delivery.settle();
        var all = floor.link(guest.client()).frames();
        return all.subList(before, all.size());
    }

    private void assertIs(Guest guest, String name) {
        assertThat(guest.client().user()).hasValue(name);
        assertThat(hub.clientsOf(name)).contains(guest.client());
        assertThat(heardBy(guest, name)).containsExactly(SAID_HI);
    }

    private void assertIsNot(Guest guest, String name) {
        assertThat(guest.client().user()).isNotEqualTo(Optional.of(name));
        assertThat(hub.clientsOf(name)).doesNotContain(guest.client());
        assertThat(heardBy(guest, name)).isEmpty();
    }

    /** No place is taken, nobody is found, and nobody listens. */
    private void assertNothingIsLeftOf(String name) {
        assertThat(hub.clientsOf(name)).isEmpty();
        assertThat(listened(name)).as("a topic of %s", name).isFalse();
        var places = new ArrayList<Admission>();
        for (int each = 0; each < MOST_OF_ONE_USER; each++) {
            var admission = floor.connections.admission(ClientFloor.user("192.0.2.9", name));
            places.add(admission);
            assertThat(admission.proceed()).as("place %d", each).isEqualTo(Admission.ADMITTED);
        }
        assertThat(floor.connections.admission(ClientFloor.user("192.0.2.9", name)).proceed())
                .as("one place too many")
                .isInstanceOf(Admission.Refused.class);
        places.forEach(Admission::giveBack);
    }

    /** What nobody can see from outside: whether the topic of a user has an audience. */
    private boolean listened(String name) {
        return audiences.users.find(name) != null;
    }

    @Test
    void aClientBecomesSomebody() {
        var guest = nobody();

        assertThat(identify(guest, "ann")).isEqualTo(Identified.NOW);

        assertIs(guest, "ann");
        depart(guest);
        assertNothingIsLeftOf("ann");
    }

    @Test
    void aClientBecomesSomebodyElse() {
        var guest = user("ann");
        assertIs(guest, "ann");

        assertThat(identify(guest, "bob")).isEqualTo(Identified.NOW);

        assertIs(guest, "bob");
        assertIsNot(guest, "ann");
        assertNothingIsLeftOf("ann");
        depart(guest);
        assertNothingIsLeftOf("bob");
    }

    @Test
    void aClientCeasesToBeSomebody() {
        var guest = user("ann");

        assertThat(identify(guest)).isEqualTo(Identified.NOW);

        assertThat(guest.client().user()).isEmpty();
        assertIsNot(guest, "ann");
        assertNothingIsLeftOf("ann");
        depart(guest);
    }

    @Test
    void toBecomeWhoOneIsChangesNothing() {
        var guest = user("ann");
        hub.listen(this::record);

        for (int each = 0; each < 3; each++) {
            assertThat(identify(guest, "ann")).isEqualTo(Identified.BEFORE);
        }

        assertThat(events).isEmpty();
        assertIs(guest, "ann");
        assertThat(identify(nobody(), "ann")).as("another place").isEqualTo(Identified.NOW);
    }

    @Test
    void whoWouldBeOneTooManyStaysWhoItWas() {
        var first = user("ann");
        var second = user("ann");
        var guest = user("bob");
        hub.listen(this::record);

        assertThat(identify(guest, "ann")).isEqualTo(Identified.NOT_ALLOWED);

        assertIs(guest, "bob");
        assertIsNot(guest, "ann");
        assertThat(events).isEmpty();
        depart(first);
        assertThat(identify(guest, "ann")).isEqualTo(Identified.NOW);
        assertIs(guest, "ann");
        assertNothingIsLeftOf("bob");
        depart(second);
        depart(guest);
        assertNothingIsLeftOf("ann");
    }

    @Test
    void whoHasGoneBecomesNobodyAnyMore() {
        var guest = user("ann");
        depart(guest);

        assertThat(identify(guest, "bob")).isEqualTo(Identified.GONE);

        assertNothingIsLeftOf("ann");
        assertNothingIsLeftOf("bob");
    }

    @Test
    void theHealthCheckMayBeSomebodyAndTakesNoPlace() {
        var probe =
                arrive(
                        new ConnectRequest(
                                "/ws", ClientFloor.address("127.0.0.1"), Optional.empty(), true));
        assertThat(identify(probe, "ann")).isEqualTo(Identified.NOW);
        assertIs(probe, "ann");

        var guests = List.of(user("ann"), user("ann"));
        assertThat(identify(probe, "bob")).isEqualTo(Identified.NOW);
        guests.forEach(this::depart);
        assertNothingIsLeftOf("ann");
        depart(probe);
        assertNothingIsLeftOf("bob");
    }

    @Test
    void whoListensIsToldAfterTheChange() {
        hub.listen(this::record);
        var guest = nobody();

        identify(guest, "ann");
        identify(guest, "bob");
        identify(guest);

        assertThat(events).containsExactly("Optional[ann]", "Optional[bob]", "Optional.empty");
        assertThat(guest.client().user()).isEmpty();
    }

    @Test
    void whoArrivesMayBeIdentifiedByWhoeverIsToldOfIt() {
        hub.listen(event -> {
            var client = (ConnectedClient) event.client();
            switch (event) {
                case HubEvent.Connected _ -> hub.identify(client, Optional.of(Identity.of("bob")));
                case HubEvent.Disconnected _ ->
                        hub.identify(client, Optional.of(Identity.of("eve")));
                default -> {}
            }
        });

        var guest = user("ann");

        assertIs(guest, "bob");
        assertNothingIsLeftOf("ann");
        depart(guest);
        assertNothingIsLeftOf("bob");
        assertNothingIsLeftOf("eve");
    }

    /** Each order in which the two halves of an arrival, changes and a departure may come. */
    static Stream<List<String>> orders() {
        return permutations(List.of("here", "ann", "bob", "nobody", "away", "gone"))
                .filter(order -> order.indexOf("here") < order.indexOf("away"))
                .filter(order -> order.indexOf("away") < order.indexOf("gone"));
    }

    private static Stream<List<String>> permutations(List<String> of) {
        return of.isEmpty()
                ? Stream.of(List.of())
                : of.stream()
                        .flatMap(first -> {
                            var others = new ArrayList<>(of);
                            others.remove(first);
                            return permutations(others)
                                    .map(rest ->
                                            Stream.concat(Stream.of(first), rest.stream())
                                                    .toList());
                        });
    }

    @ParameterizedTest
    @MethodSource("orders")
    void whateverTheOrderNothingIsLeft(List<String> order) {
        var client = floor.connect(ClientFloor.user("192.0.2.1", "eve"));
        var presence = new Registration[1];
        for (String what : order) {
            switch (what) {
                case "here" -> presence[0] = hub.connected(client, true);
                case "away" -> presence[0].close();
                case "gone" -> floor.lose(client);
                case "nobody" -> hub.identify(client, Optional.empty());
                default -> hub.identify(client, Optional.of(Identity.of(what)));
            }
            client.user()
                    .filter(_ -> floor.connections.find(client.id()).isPresent())
                    .ifPresent(user ->
                            assertThat(hub.clientsOf(user)).as(what).containsExactly(client));
        }

        for (String name : List.of("ann", "bob", "eve")) {
            assertNothingIsLeftOf(name);
        }
    }

    @Test
    void threadsThatIdentifyAndDisconnectLeaveNothing() throws InterruptedException {
        for (int round = 0; round < 1_000; round++) {
            var guest = user("eve");
            var start = new CyclicBarrier(3);
            var threads =
                    List.of(
                            at(start, () -> identify(guest, "ann")),
                            at(
                                    start,
                                    () -> {
                                        identify(guest, "bob");
                                        identify(guest, "ann");
                                    }),
                            at(
                                    start,
                                    () -> {
                                        guest.presence().close();
                                        floor.lose(guest.client());
                                    }));
            for (var thread : threads) {
                thread.join();
            }

            for (String name : List.of("ann", "bob", "eve")) {
                assertNothingIsLeftOf(name);
            }
        }
    }

    private static Thread at(CyclicBarrier start, Runnable task) {
        return Thread.ofPlatform()
                .start(() -> {
                    try {
                        start.await();
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                    task.run();
                });
    }

    private void record(HubEvent event) {
        if (event instanceof HubEvent.Identified(var client)) {
            events.add(client.user().toString());
        }
    }
}
