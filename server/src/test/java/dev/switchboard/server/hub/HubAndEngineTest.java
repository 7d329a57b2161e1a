// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.api.Kind;
import dev.switchboard.api.Position;
import dev.switchboard.api.Published;
import dev.switchboard.api.Refusal;
import dev.switchboard.api.Topic;
import dev.switchboard.server.client.ClientFloor;
import dev.switchboard.server.client.ConnectedClient;
import dev.switchboard.server.delivery.Publication;
import dev.switchboard.server.engine.FakeEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The hub over an engine that takes its time, gives positions and refuses. */
class HubAndEngineTest {

    @Kind("said")
    private record Said(String text) {}

    private static final Topic R = Topic.room("r");
    private static final Topic S = Topic.room("s");

    private final ClientFloor floor =
            new ClientFloor("delivery.lanes = 2", "gate.per-address.new-connections = 1000/s");
    private final LocalAudiences audiences = HubFloor.audiences(floor);
    private final FakeEngine engine = new FakeEngine(audiences);
    private final LocalHub hub = HubFloor.hub(floor, audiences, engine);
    private ConnectedClient ann;
    private ConnectedClient bob;

    @BeforeEach
    void connect() {
        ann = arrive();
        bob = arrive();
        hub.join(ann, "r");
        hub.join(bob, "r");
        engine.interests();
    }

    @AfterEach
    void close() {
        floor.close();
    }

    @Test
    void nothingIsAnsweredOrDeliveredBeforeTheEngineHasDecided() {
        var published = hub.publish(R, new Said("hi"));
        assertThat(isDone(published)).isFalse();
        assertThat(got(ann)).isEmpty();

        engine.decide(R);
        assertThat(of(published))
                .isEqualTo(new Published(true, Optional.of(new Position(FakeEngine.EPOCH, 1, 0))));
        assertThat(got(ann)).containsExactly(said(1, 0, "hi"));
    }

    @Test
    void topicsOvertakeOneAnotherButNothingOvertakesWithinATopic() {
        hub.join(ann, "s");
        hub.publish(R, new Said("r1"));
        hub.publish(S, new Said("s1"));
        hub.publish(R, new Said("r2"));

        engine.decide(S);
        engine.decide(R);
        engine.decide(R);

        assertThat(got(ann)).containsExactly(said(1, 0, "s1"), said(2, 0, "r1"), said(3, 2, "r2"));
        assertThat(got(bob)).containsExactly(said(2, 0, "r1"), said(3, 2, "r2"));
    }

    @Test
    void offsetsMayHaveHolesAndEveryMessageNamesTheOneBefore() {
        for (var topic : List.of(R, S, S, R, R)) {
            hub.publish(topic, new Said("hi"));
            engine.decide(topic);
        }
        assertThat(got(bob)).containsExactly(said(1, 0, "hi"), said(4, 1, "hi"), said(5, 4, "hi"));
    }

    @Test
    void whatTheEngineRefusesReachesNobodyButThePublisherLearnsWhy() {
        engine.full(true);
        var atOnce = hub.publish(R, new Said("no"));
        engine.full(false);
        var later = hub.publish(R, new Said("no"));
        engine.fail(R);

        assertThatThrownBy(() -> of(atOnce))
                .isInstanceOf(Refusal.class)
                .hasMessage("the engine is full");
        assertThatThrownBy(() -> of(later)).isInstanceOf(Refusal.class).hasMessage("not stored");
        assertThat(got(ann)).isEmpty();
    }

    @Test
    void whoIsLeftOutIsNamedByAnId() {
        hub.publishExcept(bob.id(), R, new Said("not for bob"));
        hub.publishExcept("somebody elsewhere", R, new Said("for all here"));
        engine.decide(R);
        engine.decide(R);
        assertThat(got(ann)).containsExactly(said(1, 0, "not for bob"), said(2, 1, "for all here"));
        assertThat(got(bob)).containsExactly(said(2, 1, "for all here"));
    }

    @Test
    void whatWasPublishedElsewhereIsDeliveredHere() {
        var foreign = Publication.of(R, new Said("hi"), floor.delivery.encoder, null, bob.id());
        assertThat(audiences.deliver(foreign.at(new Position("e", 7, 3)))).isTrue();
        assertThat(got(ann))
                .containsExactly(
                        "{\"msg_type\":\"said\",\"offset\":7,\"prev\":3,\"epoch\":\"e\",\"text\":\"hi\"}");
        assertThat(got(bob)).isEmpty();
    }

    @Test
    void aPublicationToATopicWithoutMembersIsPublishedAllTheSame() {
        var published = hub.publish(S, new Said("hi"));
        engine.decide(S);
        assertThat(of(published).hasAudience()).isFalse();
        assertThat(of(published).position()).isPresent();
    }

    @Test
    void interestComesWithTheFirstMemberAndGoesWithTheLast() {
        hub.join(ann, "s");
        hub.join(bob, "s");
        hub.leave(ann, "s");
        assertThat(engine.interests()).containsExactly("+ " + S);
        hub.leave(bob, "s");
        hub.join(bob, "s");
        assertThat(engine.interests()).containsExactly("- " + S, "+ " + S);
    }

    @Test
    void interestInClientsUsersAndPathsComesAndGoesWithTheirConnections() {
        var visitor = ClientFloor.user("192.0.2.3", "eve");
        var eve = floor.connect(visitor);
        var presence = hub.connected(eve, true);
        assertThat(engine.interests())
                .containsExactly("+ " + Topic.client(eve.id()), "+ " + Topic.user("eve"));
        presence.close();
        assertThat(engine.interests())
                .containsExactly("- " + Topic.user("eve"), "- " + Topic.client(eve.id()));
    }

    @Test
    void aTopicThatTheEngineKeepsLivesOnWithoutMembers() {
        engine.keep(S);
        hub.join(ann, "s");
        var audience = audiences.rooms.find("s");
        hub.leave(ann, "s");
        assertThat(audiences.rooms.find("s")).isSameAs(audience);
        assertThat(hub.members("s")).isZero();

        hub.join(bob, "s");
        assertThat(audiences.rooms.find("s")).isSameAs(audience);
        audiences.forget(S);
        assertThat(audiences.rooms.find("s")).as("it has a member").isSameAs(audience);

        hub.leave(bob, "s");
        audiences.forget(S);
        assertThat(audiences.rooms.find("s")).isNull();
        assertThat(engine.interests()).containsExactly("+ " + S, "- " + S, "+ " + S, "- " + S);
    }

    /**
     * Publishers and the engine at work at once, over two lanes; the engine's choices by a seed.
     */
    @Test
    void everyMemberGetsWhatWasDecidedOnceAndInThatOrder() throws InterruptedException {
        int perPublisher = 500;
        hub.join(ann, "s");
        hub.join(bob, "s");
        var answers = new ConcurrentLinkedQueue<CompletionStage<Published>>();
        var publishers = new ArrayList<Thread>();
        for (String name : List.of("a", "b", "c")) {
            publishers.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int n = 0; n < perPublisher; n++) {
                                    var topic = n % 3 == 0 ? S : R;
                                    answers.add(hub.publish(topic, new Said(name + n)));
                                }
                            }));
        }
        var random = new Random(17);
        int refused = 0;
        int decided = 0;
        while (decided + refused < 3 * perPublisher) {
            var topic = random.nextBoolean() ? R : S;
            if (engine.waiting(topic) == 0) {
                Thread.onSpinWait();
            } else if (random.nextInt(10) == 0) {
                engine.fail(topic);
                refused++;
            } else if (engine.decide(topic)) {
                decided++;
            }
        }
        for (var publisher : publishers) {
            publisher.join();
        }

        var inAnn = got(ann);
        assertThat(inAnn).hasSize(decided);
        for (boolean isToS : new boolean[] {false, true}) { // a lane with much to do sorts by topic
            var ofTopic = ofTopic(inAnn, isToS);
            assertThat(ofTopic).isNotEmpty().isEqualTo(ofTopic(got(bob), isToS));
            assertThat(ofTopic).extracting(HubAndEngineTest::offset).isSorted();
        }
        assertThat(inAnn).extracting(HubAndEngineTest::offset).doesNotHaveDuplicates();
        assertThat(inAnn).extracting(HubAndEngineTest::speakerAndNumber).doesNotHaveDuplicates();
        assertThat(answers).hasSize(3 * perPublisher).allMatch(HubAndEngineTest::isDone);
    }

    private static List<String> ofTopic(List<String> messages, boolean isToS) {
        return messages.stream().filter(message -> isToS == (number(message) % 3 == 0)).toList();
    }

    private static int number(String message) {
        return Integer.parseInt(message.replaceAll(".*\"text\":\"[a-c](\\d+)\".*", "$1"));
    }

    private static long offset(String message) {
        return Long.parseLong(message.replaceAll(".*\"offset\":(\\d+).*", "$1"));
    }

    private static String speakerAndNumber(String message) {
        var text = Pattern.compile("\"text\":\"(\\w+)\"").matcher(message);
        assertThat(text.find()).isTrue();
        return text.group(1);
    }

    private static String said(long offset, long previous, String text) {
        String prev = previous == offset - 1 ? "" : ",\"prev\":" + previous;
        return "{\"msg_type\":\"said\",\"offset\":%d%s,\"epoch\":\"the first\",\"text\":\"%s\"}"
                .formatted(offset, prev, text);
    }

    private static boolean isDone(CompletionStage<?> stage) {
        return stage.toCompletableFuture().isDone();
    }

    private static Published of(CompletionStage<Published> stage) {
        var future = stage.toCompletableFuture();
        assertThat(future).isDone();
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw (RuntimeException) e.getCause();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private ConnectedClient arrive() {
        var client = floor.connect();
        hub.connected(client, true);
        return client;
    }

    private List<String> got(ConnectedClient client) {
        floor.delivery.settle();
        return floor.link(client).frames();
    }
}
