// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.switchboard.api.Client;
import dev.switchboard.api.Kind;
import dev.switchboard.api.Published;
import dev.switchboard.api.RawMessage;
import dev.switchboard.api.Refusal;
import dev.switchboard.api.Registration;
import dev.switchboard.api.Topic;
import dev.switchboard.server.client.ClientFloor;
import dev.switchboard.server.client.ConnectRequest;
import dev.switchboard.server.client.ConnectedClient;
import dev.switchboard.server.delivery.CurrentSender;
import dev.switchboard.server.engine.EmbeddedEngine;
import dev.switchboard.support.Await;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalHubTest {

    @Kind("said")
    private record Said(String text) {}

    private static final String SAID_HI = "{\"msg_type\":\"said\",\"text\":\"hi\"}";

    private final ClientFloor floor =
            new ClientFloor("rooms.per-client = 3", "gate.per-address.new-connections = 1000/s");
    private final LocalAudiences audiences = HubFloor.audiences(floor);
    private final LocalHub hub = HubFloor.hub(floor, audiences, new EmbeddedEngine(audiences));
    private final Map<Client, Registration> presences = new HashMap<>();
    private final List<String> events = new ArrayList<>();
    private ConnectedClient ann;
    private ConnectedClient bob;

    @BeforeEach
    void connect() {
        ann = arrive(ClientFloor.user("192.0.2.1", "ann"), true);
        bob = arrive(ClientFloor.user("192.0.2.2", "bob"), true);
    }

    @AfterEach
    void close() {
        floor.close();
    }

    @Test
    void everybodyWhoSpeaksKindsGetsWhatIsPublishedToEveryone() {
        var raw = arrive(ClientFloor.user("192.0.2.3", "raw"), false);
        hub.publish(Topic.everyone(), new Said("hi"));
        assertThat(got(ann)).containsExactly(SAID_HI);
        assertThat(got(bob)).containsExactly(SAID_HI);
        assertThat(got(raw)).isEmpty();
    }

    @Test
    void theOneExceptedGetsNothing() {
        hub.publishExcept(ann, Topic.everyone(), new Said("hi"));
        assertThat(got(ann)).isEmpty();
        assertThat(got(bob)).containsExactly(SAID_HI);
    }

    @Test
    void onlyMembersGetWhatIsPublishedToARoom() {
        assertThat(hub.join(ann, "r")).isTrue();
        assertThat(hub.isMember(ann, "r")).isTrue();
        assertThat(hub.members("r")).isEqualTo(1);
        hub.publish(Topic.room("r"), new Said("hi"));
        assertThat(got(ann)).containsExactly(SAID_HI);
        assertThat(got(bob)).isEmpty();
    }

    @Test
    void whoHasLeftGetsNothingMore() {
        hub.join(ann, "r");
        assertThat(hub.leave(ann, "r")).isTrue();
        assertThat(hub.leave(ann, "r")).isFalse();
        assertThat(hub.isMember(ann, "r")).isFalse();
        hub.publish(Topic.room("r"), new Said("hi"));
        assertThat(got(ann)).isEmpty();
        assertThat(hub.members("r")).isZero();
    }

    @Test
    void joiningTwiceIsOneMembership() {
        assertThat(hub.join(ann, "r")).isTrue();
        assertThat(hub.join(ann, "r")).isFalse();
        hub.publish(Topic.room("r"), new Said("hi"));
        assertThat(got(ann)).containsExactly(SAID_HI);
        assertThat(hub.leave(ann, "r")).isTrue();
        assertThat(hub.members("r")).isZero();
    }

    @Test
    void nobodyIsInMoreRoomsThanAllowed() {
        hub.join(ann, "r1");
        hub.join(ann, "r2");
        hub.join(ann, "r3");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> hub.join(ann, "r4"))
                .matches(refusal -> refusal.code().equals("too_many_rooms"))
                .withMessageContaining("3 rooms");
        assertThat(hub.join(ann, "r1")).as("where it is already").isFalse();
        assertThat(hub.members("r4")).isZero();
        hub.leave(ann, "r1");
        assertThat(hub.join(ann, "r4")).isTrue();
        assertThat(ann.rooms()).containsExactlyInAnyOrder("r2", "r3", "r4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "Room-1_x.y:z@host", "0"})
    void aRoomMayBeCalledSo(String name) {
        assertThat(hub.join(ann, name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "ä", "a/b", "a*", "a\n", "\0", "$", "😀"})
    void aRoomMayNotBeCalledSo(String name) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> hub.join(ann, name))
                .matches(refusal -> refusal.code().equals("bad_field"))
                .matches(refusal -> refusal.field().equals(Optional.of("room")));
        assertThat(ann.rooms()).isEmpty();
    }

    @Test
    void aRoomsNameHasALength() {
        assertThat(hub.join(ann, "r".repeat(128))).isTrue();
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> hub.join(ann, "r".repeat(129)))
                .withMessageContaining("129");
    }

    @Test
    void allConnectionsOfAUserGetWhatIsPublishedToTheUser() {
        var second = arrive(ClientFloor.user("192.0.2.3", "ann"), true);
        hub.publish(Topic.user("ann"), new Said("hi"));
        assertThat(got(ann)).containsExactly(SAID_HI);
        assertThat(got(second)).containsExactly(SAID_HI);
        assertThat(got(bob)).isEmpty();
        assertThat(hub.clientsOf("ann")).containsExactlyInAnyOrder(ann, second);
    }

    @Test
    void allOnAPathGetWhatIsPublishedThereAsItIs() {
        var raw = arrive(ClientFloor.request("192.0.2.3"), false);
        hub.publishExcept(bob, Topic.path("/ws"), RawMessage.binary(new byte[300]));
        assertThat(got(ann)).containsExactly("binary 300");
        assertThat(got(raw)).containsExactly("binary 300");
        assertThat(got(bob)).isEmpty();
    }

    @Test
    void oneClientIsFoundByItsIdAndGetsWhatIsSentToIt() {
        hub.client(ann.id()).orElseThrow().send(new Said("hi"));
        assertThat(got(ann)).containsExactly(SAID_HI);
        assertThat(got(bob)).isEmpty();
        assertThat(hub.client("nobody")).isEmpty();
        assertThat(hub.clients()).isEqualTo(2);
    }

    @Test
    void oneClientIsATopicTooAndItsIdCanTravel() {
        assertThat(of(hub.publish(Topic.client(ann.id()), new Said("hi"))).hasAudience()).isTrue();
        hub.publishExcept(ann, Topic.client(ann.id()), new Said("not to herself"));
        assertThat(got(ann)).containsExactly(SAID_HI);
        assertThat(got(bob)).isEmpty();
    }

    @Test
    void whatNobodyReceivesIsNoErrorButThePublisherCanTell() {
        for (var topic :
                List.of(
                        Topic.room("empty"),
                        Topic.user("unknown"),
                        Topic.path("/nowhere"),
                        Topic.client("nobody"))) {
            assertThat(of(hub.publish(topic, new Said("hi"))))
                    .isEqualTo(new Published(false, Optional.empty()));
        }
        assertThat(got(ann)).isEmpty();
    }

    @Test
    void theEmbeddedEngineAnswersAtOnceWithoutMakingAnything() {
        var answer = hub.publish(Topic.everyone(), new Said("hi"));
        assertThat(of(answer)).isEqualTo(new Published(true, Optional.empty()));
        var next = hub.publishExcept(ann, Topic.user("ann"), new Said("hi"));
        assertThat((Object) next).as("one and the same answer").isSameAs(answer);
    }

    @Test
    void whoeverIsLeftOutMayBeSomebodyElseThanThePublisher() {
        CurrentSender.set(bob);
        try {
            hub.publishExcept(ann.id(), Topic.everyone(), new Said("hi"));
        } finally {
            CurrentSender.set(null);
        }
        assertThat(got(ann)).isEmpty();
        assertThat(got(bob)).containsExactly(SAID_HI);
    }

    @Test
    void whatIsNoMessageIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> hub.publish(Topic.everyone(), "hi"))
                .withMessageContaining("java.lang.String");
    }

    @Test
    void listenersHearOfAllInTheOrderOfThings() {
        hub.listen(event -> events.add(named(event)));
        var carl = arrive(ClientFloor.request("192.0.2.3"), true);
        hub.join(carl, "r");
        hub.join(carl, "r");
        hub.leave(carl, "r");
        hub.leave(carl, "r");
        hub.join(carl, "s");
        depart(carl);
        assertThat(events)
                .containsExactly("connected", "joined r", "left r", "joined s", "left s", "gone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"joined r", "left r"})
    void whoGoesWhileItJoinsOrLeavesIsToldToHaveGoneLast(String meanwhile) throws Exception {
        var going = Thread.ofPlatform().unstarted(presences.get(ann)::close);
        hub.listen(event -> {
            if (named(event).equals(meanwhile) && going.getState() == Thread.State.NEW) {
                going.start();
                Await.until(() ->
                        going.getState() == Thread.State.WAITING
                                || going.getState() == Thread.State.TERMINATED);
            }
            events.add(named(event));
        });
        hub.join(ann, "r");
        hub.leave(ann, "r");
        going.join();

        assertThat(events).containsExactly("joined r", "left r", "gone");
    }

    @Test
    void whoHasGoneIsNowhereAndCannotComeBack() {
        hub.join(ann, "r");
        depart(ann);
        assertThat(hub.members("r")).isZero();
        assertThat(hub.join(ann, "r")).isFalse();
        assertThat(hub.members("r")).isZero();
        assertThat(hub.clients()).isEqualTo(1);
        assertThat(hub.clientsOf("ann")).isEmpty();
        hub.publish(Topic.everyone(), new Said("hi"));
        assertThat(got(ann)).isEmpty();
    }

    @Test
    void aHundredThousandRoomsLeaveNothingBehind() {
        for (int n = 0; n < 100_000; n++) {
            hub.join(ann, "room" + n);
            hub.join(bob, "room" + n);
            hub.leave(ann, "room" + n);
            hub.leave(bob, "room" + n);
        }
        floor.delivery.settle();
        assertThat(gauge("switchboard_rooms")).isZero();
        assertThat(gauge("switchboard_memberships")).isZero();
    }

    @Test
    void roomsAndMembershipsAreCounted() {
        hub.join(ann, "r");
        hub.join(bob, "r");
        hub.join(bob, "s");
        assertThat(gauge("switchboard_rooms")).isEqualTo(2);
        assertThat(gauge("switchboard_memberships")).isEqualTo(3);
        depart(bob);
        assertThat(gauge("switchboard_rooms")).isEqualTo(1);
        assertThat(gauge("switchboard_memberships")).isEqualTo(1);
    }

    private static Published of(CompletionStage<Published> answer) {
        return answer.toCompletableFuture().join();
    }

    private double gauge(String name) {
        var gauge = floor.delivery.meters.registry().getGauges().get(name);
        return ((Number) gauge.getValue()).doubleValue();
    }

    private ConnectedClient arrive(ConnectRequest request, boolean speaksKinds) {
        var client = floor.connect(request);
        presences.put(client, hub.connected(client, speaksKinds));
        return client;
    }

    private void depart(ConnectedClient client) {
        presences.remove(client).close();
        floor.lose(client);
    }

    private List<String> got(ConnectedClient client) {
        floor.delivery.settle();
        return floor.link(client).frames();
    }

    private static String named(HubEvent event) {
        return switch (event) {
            case HubEvent.Connected _ -> "connected";
            case HubEvent.Disconnected _ -> "gone";
            case HubEvent.Identified _ -> "identified";
            case HubEvent.Joined(_, var room) -> "joined " + room;
            case HubEvent.Left(_, var room) -> "left " + room;
        };
    }
}
