// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Authorizer;
import dev.switchboard.api.Authorizer.Verdict;
import dev.switchboard.api.Client;
import dev.switchboard.api.Grant;
import dev.switchboard.api.Identity;
import dev.switchboard.api.Kind;
import dev.switchboard.api.Needs;
import dev.switchboard.api.Question;
import dev.switchboard.support.Await;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What clients may send, and what becomes of what they may not. */
class AuthorizationTest {

    @Kind("wave")
    private record Wave() {}

    @Kind("draw")
    @Needs(value = "publish", room = "boardName")
    private record Draw(@Nullable String boardName) {}

    @Kind("greet")
    @Needs(Needs.NOTHING)
    private record Greet() {}

    @Kind("enter")
    @Needs(value = "join", room = "room")
    private record Enter(String room) {}

    private final RoutingFloor floor =
            new RoutingFloor(1_000_000, "messages.handler-deadline = 10s");
    private final List<String> handled = new CopyOnWriteArrayList<>();
    private final List<Question> questions = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);

    AuthorizationTest() {
        floor.inline(Wave.class, (_, _) -> note("wave"));
        floor.inline(Draw.class, (draw, _) -> note("draw " + ((Draw) draw).boardName()));
        floor.inline(Greet.class, (_, _) -> note("greet"));
        floor.inline(Enter.class, (enter, sender) -> enter(((Enter) enter).room(), sender));
    }

    @AfterEach
    void close() {
        end.countDown();
        floor.close();
    }

    private @Nullable Object note(String what) {
        handled.add(what);
        return null;
    }

    private @Nullable Object enter(String room, Client sender) {
        floor.hub.join(sender, room);
        return note("enter " + room);
    }

    private void rights(String text) {
        floor.clients.delivery.change(
                "plugins { running-calls = 1000, max-stuck-calls = 3 }",
                "messages.handler-deadline = 10s",
                "rights { " + text + " }");
        if (floor.clients.rights.change(floor.clients.settings().rights())) {
            floor.hub.checkRooms();
        }
    }

    private void authorizer(String plugin, Authorizer code) {
        var guard = floor.calls.guard(plugin, getClass().getClassLoader());
        floor.routes.replace(
                floor.routes
                        .current()
                        .with(
                                new AuthorizerRoute(
                                        guard,
                                        question -> {
                                            questions.add(question);
                                            return code.decide(question);
                                        })));
    }

    private static String wave(int id) {
        return "{\"msg_type\":\"wave\",\"id\":%d}".formatted(id);
    }

    private static String draw(String board) {
        return "{\"msg_type\":\"draw\",\"board_name\":\"%s\"}".formatted(board);
    }

    private static String ok(int id) {
        return "{\"msg_type\":\"ok\",\"id\":%d}".formatted(id);
    }

    private static final String NOT_IN_THIS_ROOM =
            "{\"msg_type\":\"error\",\"code\":\"forbidden\",\"message\":\"you may not publish in"
                    + " this room\",\"field\":\"board_name\"}";

    private static String notThis(String id, String action) {
        return "{\"msg_type\":\"error\",%s\"code\":\"forbidden\",\"message\":\"you may not do this (%s)\"}"
                .formatted(id, action);
    }

    @Test
    void whatMayNotBeSentReachesNoHandler() {
        rights("rules = [ { deny = [wave] }, { deny = [publish], rooms = [\"x*\"] } ]");
        var peer = floor.peer();
        peer.say(wave(1));
        peer.say(draw("x1"));
        peer.say(draw("y"));
        assertThat(peer.heard()).containsExactly(notThis("\"id\":1,", "wave"), NOT_IN_THIS_ROOM);
        assertThat(handled).containsExactly("draw y");
        assertThat(floor.failures()).isZero();
    }

    @Test
    void aMessageThatNamesNoRoomIsAboutNone() {
        rights("rules = [ { deny = [publish], rooms = [\"*\"] } ]");
        var peer = floor.peer();
        peer.say("{\"msg_type\":\"draw\"}");
        peer.say(draw(""));
        assertThat(peer.heard()).containsExactly(NOT_IN_THIS_ROOM);
        assertThat(handled).containsExactly("draw null");
    }

    @Test
    void whatNeedsNothingMayAlwaysBeSent() {
        rights("rules = [ { deny = [\"*\"] } ], otherwise = deny");
        var peer = floor.peer();
        peer.say("{\"msg_type\":\"greet\",\"id\":1}");
        assertThat(peer.heard()).containsExactly(ok(1));
        assertThat(handled).containsExactly("greet");
    }

    @Test
    void grantsDecideWhereNoRuleDoes() {
        var peer = floor.peer();
        var publish = new Grant(Set.of("publish"), "mine.*");
        floor.hub.identify(peer.client, Optional.of(Identity.of("ann").granted(List.of(publish))));
        peer.say(draw("mine.1"));
        peer.say(draw("yours"));
        peer.say(wave(1));
        assertThat(peer.heard()).containsExactly(NOT_IN_THIS_ROOM, ok(1));
        assertThat(handled).containsExactly("draw mine.1", "wave");
    }

    @Test
    void otherwiseDecidesWhereNobodyElseDoes() {
        rights("otherwise = deny, rules = [ { allow = [wave], users = [ann] } ]");
        var peer = floor.peer();
        peer.say(wave(1));
        floor.hub.identify(peer.client, Optional.of(Identity.of("ann")));
        peer.say(wave(2));
        assertThat(peer.heard()).containsExactly(notThis("\"id\":1,", "wave"), ok(2));
    }

    @Test
    void anAuthorizerIsAskedOnlyWhereNeitherRulesNorGrantsDecide() {
        rights("rules = [ { allow = [wave] } ]");
        authorizer("first", _ -> Verdict.ALLOW);
        var peer = floor.peer();
        peer.say(wave(1));
        peer.say("{\"msg_type\":\"greet\"}");
        assertThat(peer.heard()).containsExactly(ok(1));
        assertThat(questions).isEmpty();

        peer.say(draw("b"));
        peer.heard();
        assertThat(questions)
                .containsExactly(
                        new Question(
                                peer.client.id(), Optional.empty(), "publish", Optional.of("b")));
        assertThat(handled).containsExactly("wave", "greet", "draw b");
    }

    @Test
    void theFirstOpinionCounts() {
        rights("otherwise = deny");
        authorizer("first", _ -> Verdict.NO_OPINION);
        authorizer("second", it -> it.room().isPresent() ? Verdict.DENY : Verdict.NO_OPINION);
        authorizer("third", it -> it.action().equals("wave") ? Verdict.NO_OPINION : Verdict.ALLOW);
        var peer = floor.peer();
        peer.say(draw("b"));
        peer.say("{\"msg_type\":\"draw\"}");
        peer.say(wave(1));
        assertThat(peer.heard()).containsExactly(NOT_IN_THIS_ROOM, notThis("\"id\":1,", "wave"));
        assertThat(handled).containsExactly("draw null");
        assertThat(questions).hasSize(2 + 3 + 3);
    }

    @Test
    void whileAnAuthorizerThinksTheClientIsNotReadAndItsOrderIsKept() throws Exception {
        var thinks = new CountDownLatch(1);
        authorizer(
                "slow",
                it -> {
                    if (it.action().equals("wave")) {
                        thinks.countDown();
                        end.await();
                    }
                    return Verdict.ALLOW;
                });
        var peer = floor.peer();
        peer.say(wave(1));
        thinks.await();
        peer.say(draw("b"));
        peer.say("{\"msg_type\":\"greet\",\"id\":2}");
        assertThat(peer.heardSoFar()).isEmpty();
        assertThat(handled).isEmpty();
        assertThat(peer.client.readGate().isHeld()).isTrue();

        end.countDown();

        assertThat(peer.heard()).containsExactly(ok(1), ok(2));
        assertThat(handled).containsExactly("wave", "draw b", "greet");
    }

    @Test
    void anAuthorizerThatFailsDeniesForNow() {
        authorizer(
                "broken",
                _ -> {
                    throw new IllegalStateException("broken");
                });
        var peer = floor.peer();
        peer.say(wave(1));
        assertThat(peer.heard())
                .containsExactly(
                        "{\"msg_type\":\"error\",\"id\":1,\"code\":\"unavailable\",\"message\":"
                                + "\"whether you may do this is not known now\"}");
        assertThat(handled).isEmpty();

        rights("unanswered = allow");
        peer.say(wave(2));
        assertThat(peer.heard()).hasSize(2).contains(ok(2));
    }

    @Test
    void anAuthorizerThatIsLateDeniesForNow() throws Exception {
        var thinks = new CountDownLatch(1);
        authorizer(
                "late",
                _ -> {
                    thinks.countDown();
                    CallsOfAPlugin.awaitQuietly(end);
                    return Verdict.ALLOW;
                });
        var peer = floor.peer();
        peer.say(wave(1));
        thinks.await();
        floor.pass(Duration.ofSeconds(11));
        assertThat(peer.heard()).singleElement().asString().contains("\"unavailable\"");
        assertThat(handled).isEmpty();
        assertThat(peer.client.readGate().isHeld()).isFalse();
    }

    @Test
    void membersThatAnAuthorizerLetInAreAskedAboutAgain() {
        var allowed = new CopyOnWriteArrayList<>(List.of("a", "b"));
        authorizer(
                "rooms",
                it -> allowed.contains(it.room().orElse("")) ? Verdict.ALLOW : Verdict.DENY);
        var peer = floor.peer();
        for (String room : List.of("a", "b", "c")) {
            peer.say("{\"msg_type\":\"enter\",\"room\":\"%s\"}".formatted(room));
        }
        peer.heard();
        assertThat(peer.client.rooms()).containsExactlyInAnyOrder("a", "b");

        allowed.remove("a");
        floor.hub.identify(peer.client, Optional.of(Identity.of("ann")));

        Await.until(() -> peer.client.rooms().equals(Set.of("b")));
        assertThat(peer.heard())
                .last()
                .isEqualTo("{\"msg_type\":\"removed\",\"room\":\"a\",\"reason\":\"forbidden\"}");
    }

    @Test
    void whoJoinsByAMessageIsAskedAboutOnce() {
        authorizer("rooms", _ -> Verdict.ALLOW);
        var peer = floor.peer();
        peer.say("{\"msg_type\":\"enter\",\"room\":\"a\"}");
        peer.heard();
        assertThat(peer.client.rooms()).containsExactly("a");
        assertThat(questions).hasSize(1);
    }

    @Test
    void whomAPluginLetsInOnItsOwnIsAskedAboutAfterwards() {
        authorizer("rooms", _ -> Verdict.DENY);
        var peer = floor.peer();
        floor.hub.join(peer.client, "a");
        Await.until(() -> peer.client.rooms().isEmpty());
        assertThat(questions).hasSize(1);
    }

    @Test
    void whoBecomesSomebodyElseMeanwhileIsAskedAboutAgain() throws Exception {
        var asked = new CountDownLatch(1);
        authorizer(
                "rooms",
                it -> {
                    if (it.user().isEmpty()) {
                        asked.countDown();
                        end.await();
                        return Verdict.ALLOW;
                    }
                    return Verdict.DENY;
                });
        var peer = floor.peer();
        peer.say("{\"msg_type\":\"enter\",\"room\":\"a\"}");
        asked.await();
        floor.hub.identify(peer.client, Optional.of(Identity.of("bob")));
        end.countDown();

        Await.until(() -> questions.size() == 2 && peer.client.rooms().isEmpty());
        assertThat(handled).containsExactly("enter a");
        assertThat(peer.heard()).singleElement().asString().contains("\"removed\"");
    }

    /** Far more than are asked about at a time, and each answer comes at once. */
    @Test
    void anAuthorizerThatMayNotBeCalledMakesAllMembersLeave() {
        int rooms = 20_000;
        var peer = floor.peer();
        rights("unanswered = deny");
        floor.clients.delivery.change("rooms.per-client = " + rooms);
        for (int room = 0; room < rooms; room++) {
            floor.hub.join(peer.client, "r" + room);
        }
        var guard = floor.calls.guard("stopped", getClass().getClassLoader());
        guard.shut();
        floor.routes.replace(
                floor.routes.current().with(new AuthorizerRoute(guard, _ -> Verdict.ALLOW)));

        floor.hub.identify(peer.client, Optional.of(Identity.of("ann")));

        assertThat(peer.client.rooms()).isEmpty();
    }

    @Test
    void aRefusedMessageCountsAsAnyOther() {
        rights("rules = [ { deny = [wave] } ]");
        var peer = floor.peer();
        peer.say(wave(1));
        peer.heard();
        assertThat(peer.client.allowance().messages()).isEqualTo(1);
    }
}
