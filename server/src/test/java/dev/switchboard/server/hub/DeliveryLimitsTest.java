// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Kind;
import dev.switchboard.api.RawMessage;
import dev.switchboard.api.Refusal;
import dev.switchboard.api.Topic;
import dev.switchboard.server.client.ClientFloor;
import dev.switchboard.server.client.ConnectedClient;
import dev.switchboard.server.delivery.CurrentSender;
import dev.switchboard.server.engine.EmbeddedEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeliveryLimitsTest {

    @Kind("said")
    private record Said(String text) {}

    @Kind("shouted")
    private record Shouted(String text) {}

    private static final Duration MOMENT = Duration.ofMillis(250);

    private final ClientFloor floor =
            new ClientFloor(
                    "delivery.limits { per-client = 100/s, everyone = 200/s, received = 10/s }",
                    "delivery.limits.kinds { shouted = 5/s }",
                    "delivery.outbox.messages = 100000");
    private final LocalAudiences audiences = HubFloor.audiences(floor);
    private final LocalHub hub = HubFloor.hub(floor, audiences, new EmbeddedEngine(audiences));
    private final List<ConnectedClient> crowd = new ArrayList<>();

    @BeforeEach
    void gather() {
        for (int n = 0; n < 10; n++) {
            var client = floor.connect(ClientFloor.user("192.0.2." + n, "user" + n));
            hub.connected(client, true);
            crowd.add(client);
        }
    }

    @AfterEach
    void close() {
        CurrentSender.set(null);
        floor.close();
    }

    private void publish(ConnectedClient sender, Topic topic, Record message) {
        publish(hub, floor, sender, topic, message);
    }

    private static void publish(
            LocalHub hub, ClientFloor floor, ConnectedClient sender, Topic topic, Record message) {
        sender.heard(floor.time.nanos());
        CurrentSender.set(sender);
        hub.publish(topic, message).toCompletableFuture().join();
    }

    private boolean isRefused(ConnectedClient sender, Topic topic, Record message) {
        return isRefused(hub, floor, sender, topic, message);
    }

    private static boolean isRefused(
            LocalHub hub, ClientFloor floor, ConnectedClient sender, Topic topic, Record message) {
        try {
            publish(hub, floor, sender, topic, message);
            return false;
        } catch (CompletionException e) {
            assertThat(e.getCause())
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal -> {
                                assertThat(refusal.code()).isEqualTo("rate_limited");
                                assertThat(refusal.retryAfter()).isPresent();
                            });
            return true;
        }
    }

    /** How many pass before one is refused. */
    private int passed(ConnectedClient sender, Topic topic, Record message) {
        int passed = 0;
        while (!isRefused(sender, topic, message)) {
            passed++;
        }
        return passed;
    }

    /** Two seconds at once; then as much as the rate allows, and one that may exceed it. */
    @Test
    void aClientMayCauseSoManyDeliveries() {
        var room = Topic.room("r");
        crowd.forEach(client -> hub.join(client, "r"));

        assertThat(passed(crowd.getFirst(), room, new Said("hi"))).isEqualTo(20);
        assertThat(isRefused(crowd.getLast(), room, new Said("hi"))).isFalse();
        floor.time.advance(Duration.ofSeconds(1));
        assertThat(passed(crowd.getFirst(), room, new Said("hi"))).isEqualTo(10);
    }

    @Test
    void aLargeMessageCountsForMore() {
        crowd.forEach(client -> hub.join(client, "r"));
        var large = new Said("x".repeat(20 * 1024));

        assertThat(passed(crowd.getFirst(), Topic.room("r"), large)).isEqualTo(2);
    }

    @Test
    void allTogetherMaySaySoMuchToEveryone() {
        int passed = 0;
        for (var client : crowd) {
            while (passed < 100 && !isRefused(client, Topic.everyone(), new Said("hi"))) {
                passed++;
            }
        }

        assertThat(passed).as("two seconds of 20 messages to 10").isBetween(40, 41);
        assertThat(isRefused(crowd.getLast(), Topic.room("r"), new Said("hi"))).isFalse();
    }

    @Test
    void othersMaySendSoMuchToOneClientAndItToItself() {
        var victim = crowd.getFirst();
        var alone = Topic.client(victim.id());
        int passed = 0;
        for (var client : crowd.subList(1, crowd.size())) {
            passed += passed(client, alone, new Said("hi"));
        }

        assertThat(passed).isBetween(20, 21);
        assertThat(isRefused(crowd.getLast(), Topic.user("user0"), new Said("hi"))).isTrue();
        assertThat(isRefused(victim, alone, new Said("hi"))).isFalse();
        assertThat(isRefused(crowd.getLast(), Topic.client(crowd.get(1).id()), new Said("hi")))
                .isFalse();
        floor.time.advance(Duration.ofSeconds(1));
        assertThat(passed(crowd.getLast(), alone, new Said("hi"))).isEqualTo(10);
    }

    /** At the defaults: nobody can disconnect a client by what is sent to it at once. */
    @Test
    void whatOthersMaySendAtOnceFitsIntoAnOutbox() {
        var other = new ClientFloor();
        var audiences = HubFloor.audiences(other);
        var hub = HubFloor.hub(other, audiences, new EmbeddedEngine(audiences));
        try (other) {
            var settings = other.settings();
            var alone = Topic.client(other.connect().id());
            var large = new Said("x".repeat((int) settings.messages().maxSize().bytes()));
            int passed = 0;
            for (int n = 0; n < 20; n++) {
                var client = other.connect();
                while (!isRefused(hub, other, client, alone, large)) {
                    passed++;
                }
            }

            assertThat(passed * settings.messages().maxSize().bytes())
                    .isPositive()
                    .isLessThan(settings.delivery().outbox().bytes().bytes());
        }
    }

    @Test
    void allConnectionsOfAUserCountWhatIsSentToTheUser() {
        var user = Topic.user("user0");

        assertThat(passed(crowd.getLast(), user, new Said("hi"))).isBetween(20, 21);
        assertThat(isRefused(crowd.getLast(), Topic.client(crowd.getFirst().id()), new Said("hi")))
                .isTrue();
    }

    @Test
    void aKindMayHaveALimitOfItsOwn() {
        hub.join(crowd.getFirst(), "r");

        assertThat(passed(crowd.get(1), Topic.room("r"), new Shouted("hi"))).isEqualTo(10);
        assertThat(isRefused(crowd.get(2), Topic.room("r"), new Shouted("hi"))).isTrue();
        assertThat(isRefused(crowd.get(2), Topic.room("r"), new Said("hi"))).isFalse();
    }

    @Test
    void whoIsRefusedIsNotReadForAMoment() {
        var sender = crowd.getFirst();
        crowd.forEach(client -> hub.join(client, "r"));
        passed(sender, Topic.room("r"), new Said("hi"));

        assertThat(sender.readGate().isHeld()).isTrue();
        floor.time.advance(MOMENT);
        assertThat(sender.readGate().isHeld()).isFalse();
    }

    @Test
    void aRawMessagePassesAndItsSenderIsNotReadForAMoment() {
        var sender = crowd.getFirst();
        crowd.forEach(client -> hub.join(client, "r"));
        var raw = new RawMessage(true, new byte[10]);
        for (int n = 0; n < 30 && !sender.readGate().isHeld(); n++) {
            publish(sender, Topic.room("r"), raw);
        }

        assertThat(sender.readGate().isHeld()).isTrue();
    }

    @Test
    void whatAPluginPublishesOfItsOwnAccordIsNotLimited() {
        for (int n = 0; n < 1000; n++) {
            hub.publish(Topic.everyone(), new Said("hi")).toCompletableFuture().join();
        }
        publish(crowd.getFirst(), Topic.everyone(), new Said("hi"));
    }

    /** All have one address here, and user0 has two clients. */
    @Test
    void anAddressAndAUserMayCauseSoManyTogether() {
        var other = new ClientFloor("delivery.limits { per-address = 3000/s, per-user = 2000/s }");
        var audiences = HubFloor.audiences(other);
        var hub = HubFloor.hub(other, audiences, new EmbeddedEngine(audiences));
        try (other) {
            var clients = new ArrayList<ConnectedClient>();
            for (var user : List.of("ann", "ann", "bob", "cid", "dan")) {
                var client = other.connect(ClientFloor.user("192.0.2.1", user));
                clients.add(client);
                hub.join(client, "r");
            }
            var message = new Said("x".repeat(2048 * 199)); // a thousand deliveries
            int[] passed = new int[5];
            for (int n = 0; n < 5; n++) {
                while (!isRefused(hub, other, clients.get(n), Topic.room("r"), message)) {
                    passed[n]++;
                }
            }

            assertThat(passed[0]).as("a user's two seconds").isEqualTo(4);
            assertThat(passed[1]).as("the same user").isOne();
            assertThat(passed[2]).as("what is left of the address").isOne();
            assertThat(passed[3]).isOne();
            other.time.advance(Duration.ofSeconds(3));
            assertThat(isRefused(hub, other, clients.get(3), Topic.room("r"), message)).isFalse();
        }
    }

    @Test
    void aLimitInDryRunRefusesNobody() {
        var other =
                new ClientFloor(
                        "delivery.limits { per-client = 100/s, everyone = 1/s }",
                        "limits.dry-run = [\"delivery.limits.everyone\"]");
        var audiences = HubFloor.audiences(other);
        var hub = HubFloor.hub(other, audiences, new EmbeddedEngine(audiences));
        try (other) {
            var client = other.connect();
            hub.connected(client, true);
            int passed = 0;
            while (!isRefused(hub, other, client, Topic.everyone(), new Said("hi"))) {
                passed++;
            }

            assertThat(passed).as("only the client's own limit holds").isBetween(195, 200);
        }
    }

    @Test
    void manyThreadsAreChargedForAllTheyCause() throws Exception {
        crowd.forEach(client -> hub.join(client, "r"));
        var passed = new AtomicInteger();
        var threads = new ArrayList<Thread>();
        for (int thread = 0; thread < 4; thread++) {
            threads.add(
                    Thread.startVirtualThread(() ->
                            passed.addAndGet(
                                    passed(crowd.getFirst(), Topic.room("r"), new Said("hi")))));
        }
        for (var thread : threads) {
            thread.join();
        }

        assertThat(passed.get()).as("one more for each thread at most").isBetween(20, 24);
    }
}
