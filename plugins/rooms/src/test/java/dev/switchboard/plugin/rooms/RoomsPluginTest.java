// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Code;
import dev.switchboard.api.Json;
import dev.switchboard.testkit.PluginHarness;
import dev.switchboard.testkit.TestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomsPluginTest {

    private static PluginHarness rooms() {
        return PluginHarness.of(new RoomsPlugin());
    }

    private static TestClient member(PluginHarness harness, String room) {
        var client = harness.connect();
        client.push(new JoinRoom(room)).ok();
        return client;
    }

    @Test
    void membersHearEachOtherButNotThemselves() {
        try (var harness = rooms().start()) {
            var ann = member(harness, "lobby");
            var bob = member(harness, "lobby");
            var eve = member(harness, "kitchen");
            ann.push(new RoomMessage("lobby", Json.of("hello"))).ok();
            assertThat(bob.expect(RoomMessageSaid.class))
                    .isEqualTo(new RoomMessageSaid(ann.id(), "lobby", Json.of("hello")));
            ann.expectNothing();
            eve.expectNothing();
        }
    }

    @Test
    void contentTravelsByteForByte() {
        String said = "{ \"a\" : [ 1.50, null ] }";
        try (var harness = rooms().start()) {
            var ann = member(harness, "lobby");
            var bob = member(harness, "lobby");
            ann.push("{\"msg_type\":\"room_message\",\"room\":\"lobby\",\"content\":" + said + "}");
            assertThat(bob.expectRaw().text())
                    .isEqualTo(
                            "{\"msg_type\":\"room_message\",\"from\":\"%s\",\"room\":\"lobby\",\"content\":%s}"
                                    .formatted(ann.id(), said));
        }
    }

    @Test
    void messagesKeepTheirOrder() {
        try (var harness = rooms().start()) {
            var ann = member(harness, "lobby");
            var bob = member(harness, "lobby");
            var eve = member(harness, "lobby");
            for (int number = 0; number < 20; number++) {
                (number % 2 == 0 ? ann : bob)
                        .push(new RoomMessage("lobby", Json.raw(String.valueOf(number))))
                        .ok();
            }
            for (int number = 0; number < 20; number++) {
                assertThat(eve.expect(RoomMessageSaid.class).content())
                        .isEqualTo(Json.raw(String.valueOf(number)));
            }
            eve.expectNothing();
        }
    }

    @Test
    void joiningTwiceIsJoiningOnce() {
        try (var harness = rooms().start()) {
            var ann = member(harness, "lobby");
            var bob = member(harness, "lobby");
            bob.push(new JoinRoom("lobby")).ok();
            assertThat(harness.hub().members("lobby")).isEqualTo(2);
            ann.push(new RoomMessage("lobby", Json.of("once"))).ok();
            bob.expect(RoomMessageSaid.class);
            bob.expectNothing();
            bob.push(new LeaveRoom("lobby")).ok();
            assertThat(harness.hub().isMember(bob.client(), "lobby")).isFalse();
        }
    }

    @Test
    void whoHasLeftHearsNoMore() {
        try (var harness = rooms().start()) {
            var ann = member(harness, "lobby");
            var bob = member(harness, "lobby");
            bob.push(new LeaveRoom("lobby")).ok();
            ann.push(new RoomMessage("lobby", Json.of("hello"))).ok();
            bob.expectNothing();
            bob.push(new RoomMessage("lobby", Json.of("hello"))).error(Code.NOT_A_MEMBER);
        }
    }

    @Test
    void leavingARoomThatOneIsNotInIsFine() {
        try (var harness = rooms().start()) {
            harness.connect().push(new LeaveRoom("lobby")).ok();
        }
    }

    @Test
    void aRoomEndsWithItsLastMember() {
        try (var harness = rooms().start()) {
            var ann = member(harness, "lobby");
            assertThat(harness.hub().members("lobby")).isEqualTo(1);
            ann.disconnect();
            assertThat(harness.hub().members("lobby")).isZero();
        }
    }

    @Test
    void onlyMembersTalk() {
        try (var harness = rooms().start()) {
            var ann = member(harness, "lobby");
            var error =
                    harness.connect()
                            .push(new RoomMessage("lobby", Json.of("hello")))
                            .error(Code.NOT_A_MEMBER);
            assertThat(error.field()).contains("room");
            ann.expectNothing();
        }
    }

    @Test
    void bySettingAnybodyTalks() {
        try (var harness = rooms().settings("members-only = false").start()) {
            var ann = member(harness, "lobby");
            var bob = harness.connect();
            bob.push(new RoomMessage("lobby", Json.of("hello"))).ok();
            assertThat(ann.expect(RoomMessageSaid.class).from()).isEqualTo(bob.id());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "Z9", "team:42", "ann@example.org", "a-b_c.d"})
    void letterDigitsAndSomeSignsMakeAName(String name) {
        try (var harness = rooms().start()) {
            member(harness, name);
            assertThat(harness.hub().members(name)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two words", "ümlaut", "a/b", "a\\nb", "*"})
    void anythingElseDoesNot(String name) {
        try (var harness = rooms().start()) {
            var error =
                    harness.connect()
                            .push("{\"msg_type\":\"join_room\",\"room\":\"" + name + "\"}")
                            .error(Code.BAD_FIELD);
            assertThat(error.field()).contains("room");
        }
    }

    @Test
    void aNameMayBeOnlySoLong() {
        try (var harness = rooms().switchSettings("rooms.max-name = 8 B").start()) {
            var ann = member(harness, "12345678");
            ann.push(new JoinRoom("123456789")).error(Code.BAD_FIELD);
        }
    }

    @Test
    void aClientMayBeInSoManyRooms() {
        try (var harness = rooms().switchSettings("rooms.per-client = 2").start()) {
            var ann = member(harness, "one");
            ann.push(new JoinRoom("two")).ok();
            ann.push(new JoinRoom("three")).error(Code.TOO_MANY_ROOMS);
            ann.push(new JoinRoom("two")).ok();
            ann.push(new LeaveRoom("one")).ok();
            ann.push(new JoinRoom("three")).ok();
            assertThat(ann.client().rooms()).containsExactlyInAnyOrder("two", "three");
        }
    }

    @Test
    void aRoomMustBeNamed() {
        try (var harness = rooms().start()) {
            var error =
                    harness.connect().push("{\"msg_type\":\"join_room\"}").error(Code.BAD_FIELD);
            assertThat(error.field()).contains("room");
        }
    }
}
