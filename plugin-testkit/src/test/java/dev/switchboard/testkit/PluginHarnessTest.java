// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchboard.api.Client;
import dev.switchboard.api.Code;
import dev.switchboard.api.Kind;
import dev.switchboard.api.MessagePlugin;
import dev.switchboard.api.RawMessage;
import dev.switchboard.api.Refusal;
import dev.switchboard.api.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PluginHarnessTest {

    @Kind("say")
    record Say(String words) {
        Say {
            if (words.isEmpty()) {
                throw new IllegalArgumentException("words must not be empty");
            }
        }
    }

    @Kind("said")
    record Said(String words) {}

    @Kind("count")
    record Count(int upTo) {}

    @Kind("counted")
    record Counted(List<Integer> numbers) {}

    private static final MessagePlugin SAYING =
            context ->
                    context.emits(Said.class)
                            .on(
                                    Say.class,
                                    (say, sender) ->
                                            context.hub()
                                                    .publish(
                                                            Topic.everyone(),
                                                            new Said(say.words())));

    private static PluginHarness harness(MessagePlugin plugin) {
        return PluginHarness.of(plugin).start();
    }

    @Test
    void aMistakeInTheSettingsHasTheNumberOfItsLine() {
        record Sides(int sides) {}
        var harness =
                PluginHarness.of(context -> context.config(Sides.class))
                        .settings("sides = 1\nsdies = 2")
                        .switchSettings("messages.burst = 7");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(harness::start)
                .withMessageContaining("text:2 ")
                .withMessageContaining("sdies");
    }

    @Test
    void aMessageIsHandledOnAVirtualThreadBeforeThePushReturns() {
        var thread = new AtomicReference<Thread>();
        MessagePlugin plugin =
                context -> context.on(Say.class, (_, _) -> thread.set(Thread.currentThread()));
        try (var harness = harness(plugin)) {
            harness.connect().push(new Say("hello"));
            assertThat(thread.get().isVirtual()).isTrue();
        }
    }

    @Test
    void anInlineHandlerRunsOnTheThreadOfTheTest() {
        var thread = new AtomicReference<Thread>();
        MessagePlugin plugin =
                context ->
                        context.onInline(Say.class, (_, _) -> thread.set(Thread.currentThread()));
        try (var harness = harness(plugin)) {
            harness.connect().push(new Say("hello")).ok();
            assertThat(thread.get()).isEqualTo(Thread.currentThread());
        }
    }

    @Test
    void everybodyGetsWhatIsPublished() {
        try (var harness = harness(SAYING)) {
            var ann = harness.connect();
            var bob = harness.connect();
            ann.push(new Say("one")).ok();
            ann.push(new Say("two")).ok();
            for (var client : List.of(ann, bob)) {
                assertThat(client.expect(Said.class).words()).isEqualTo("one");
                assertThat(client.expect(Said.class).words()).isEqualTo("two");
                client.expectNothing();
            }
        }
    }

    @Test
    void whatIsExpectedMustBeNextAndOfItsKind() {
        try (var harness = harness(SAYING)) {
            var ann = harness.connect();
            ann.push(new Say("one"));
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> ann.expect(Counted.class))
                    .withMessageContaining("expected a Counted")
                    .withMessageContaining("\"words\":\"one\"");
        }
    }

    @Test
    void whatDoesNotComeIsMissedWithTheErrorsThatCameInstead() {
        try (var harness = harness(SAYING)) {
            var ann = harness.connect();
            ann.push("{\"msg_type\":\"say\",\"words\":\"\"}");
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> ann.expect(Said.class))
                    .withMessageContaining("nothing came")
                    .withMessageContaining("words must not be empty");
        }
    }

    @Test
    void nothingIsNotExpectedIfThereIsSomething() {
        try (var harness = harness(SAYING)) {
            var ann = harness.connect();
            ann.push(new Say("one"));
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(ann::expectNothing)
                    .withMessageContaining("one");
        }
    }

    @Test
    void anErrorNamesItsField() {
        try (var harness = harness(SAYING)) {
            var error =
                    harness.connect()
                            .push("{\"msg_type\":\"say\",\"words\":\"\",\"id\":\"x\"}")
                            .error(Code.BAD_FIELD);
            assertThat(error.field()).contains("words");
            assertThat(error.message()).isEqualTo("words must not be empty");
        }
    }

    @Test
    void aPushThatWasRefusedIsNotOkAndTheOtherWayRound() {
        try (var harness = harness(SAYING)) {
            var ann = harness.connect();
            var refused = ann.push("{\"msg_type\":\"sya\",\"id\":1}");
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(refused::ok)
                    .withMessageContaining("did you mean say?");
            var accepted = ann.push(new Say("hello"));
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> accepted.error("bad_field"))
                    .withMessageContaining("\"ok\"");
        }
    }

    @Test
    void aReplyBelongsToThePushBeforeIt() {
        try (var harness = harness(SAYING)) {
            var ann = harness.connect();
            ann.push("{\"msg_type\":\"say\",\"words\":\"\",\"id\":1}").error("bad_field");
            ann.push("{\"msg_type\":\"say\",\"words\":\"hi\",\"id\":1}").ok();
            ann.push("not JSON").error("bad_json");
            ann.push("{\"msg_type\":\"sya\"}").error("unknown_kind");
        }
    }

    @Test
    void withoutAnIdOnlyErrorsAreAnswered() {
        try (var harness = harness(SAYING)) {
            var ann = harness.connect();
            var silent = ann.push("{\"msg_type\":\"say\",\"words\":\"hello\"}");
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(silent::ok)
                    .withMessageContaining("has no \"id\"");
            ann.push("not JSON").error(Code.BAD_JSON);
        }
    }

    @Test
    void aRequestIsAnsweredInItsOk() {
        MessagePlugin plugin =
                context ->
                        context.ask(
                                Count.class,
                                Counted.class,
                                (count, _) -> {
                                    if (count.upTo() > 3) {
                                        throw Refusal.of("too_far", "I can count to three")
                                                .retryAfter(Duration.ofSeconds(2));
                                    }
                                    return new Counted(
                                            IntStream.rangeClosed(1, count.upTo())
                                                    .boxed()
                                                    .toList());
                                });
        try (var harness = harness(plugin)) {
            var ann = harness.connect();
            assertThat(ann.push(new Count(3)).ok(Counted.class).numbers()).containsExactly(1, 2, 3);
            assertThat(ann.push(new Count(4)).error("too_far").retryAfterMs())
                    .contains(Duration.ofSeconds(2));
            ann.push("{\"msg_type\":\"count\",\"up_to\":1}");
            assertThat(ann.expect(Counted.class).numbers()).containsExactly(1);
        }
    }

    @Test
    void scheduledTasksRunWhenTheirTimeHasCome() {
        MessagePlugin plugin =
                context ->
                        context.scheduler()
                                .every(
                                        Duration.ofSeconds(2),
                                        () ->
                                                context.hub()
                                                        .publish(
                                                                Topic.everyone(),
                                                                new Said(
                                                                        context.clock()
                                                                                .instant()
                                                                                .toString())));
        try (var harness = harness(plugin)) {
            var ann = harness.connect();
            ann.expectNothing();
            harness.advance(Duration.ofSeconds(5));
            assertThat(ann.expect(Said.class).words()).isEqualTo("2025-01-01T00:00:02Z");
            assertThat(ann.expect(Said.class).words()).isEqualTo("2025-01-01T00:00:04Z");
            ann.expectNothing();
        }
    }

    @Test
    void aHandlerThatHangsIsEndedByItsDeadline() {
        var never = new CountDownLatch(1);
        MessagePlugin plugin = context -> context.on(Say.class, (_, _) -> never.await());
        try (var harness = harness(plugin)) {
            var ann = harness.connect();
            var push = ann.push(new Say("hello"));
            harness.advance(Duration.ofSeconds(9));
            ann.expectNothing();
            harness.advance(Duration.ofSeconds(2));
            push.error(Code.TIMEOUT);
        }
    }

    @Test
    void theRateLimitHoldsUntilTimePasses() {
        try (var harness =
                PluginHarness.of(SAYING)
                        .switchSettings("messages { rate = 1/s, burst = 2 }")
                        .start()) {
            var ann = harness.connect();
            ann.push(new Say("one")).ok();
            ann.push(new Say("two")).ok();
            assertThat(ann.push(new Say("three")).error(Code.RATE_LIMITED).retryAfterMs())
                    .contains(Duration.ofSeconds(1));
            harness.advance(Duration.ofSeconds(1));
            ann.push(new Say("four")).ok();
            ann.push(new Say("five")).error(Code.RATE_LIMITED);
        }
    }

    @Test
    void aRawPathIsReadMoreSlowlyAboveTheRate() {
        MessagePlugin plugin =
                context -> context.endpoint("/echo", (message, sender) -> sender.send(message));
        try (var harness =
                PluginHarness.of(plugin)
                        .switchSettings("messages { rate = 1/s, burst = 1 }")
                        .start()) {
            var ann = harness.connect("/echo");
            for (String text : List.of("one", "two", "three")) {
                ann.send(RawMessage.text(text));
            }
            assertThat(ann.expectRaw().text()).isEqualTo("one");
            assertThat(ann.expectRaw().text()).isEqualTo("two");
            ann.expectNothing();
            harness.advance(Duration.ofSeconds(1));
            assertThat(ann.expectRaw().text()).isEqualTo("three");
        }
    }

    @Test
    void clientsStayAsLongAsTheyAnswerPings() {
        try (var harness = harness(SAYING)) {
            var ann = harness.connect();
            var bob = harness.connect();
            bob.fallSilent();
            harness.advance(Duration.ofMinutes(2));
            bob.expectClose(Code.SILENT);
            ann.push(new Say("still here")).ok();
            assertThat(harness.hub().clients()).isEqualTo(1);
        }
    }

    @Test
    void pluginsAreToldWhoComesAndGoes() {
        List<String> told = new ArrayList<>();
        MessagePlugin plugin =
                context ->
                        context.onConnect(client -> told.add("+" + client.id()))
                                .onDisconnect(client -> told.add("-" + client.id()));
        try (var harness = harness(plugin)) {
            var ann = harness.connect();
            ann.disconnect();
            assertThat(told).containsExactly("+" + ann.id(), "-" + ann.id());
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> ann.push(new Say("late")))
                    .withMessageContaining("closed");
        }
    }

    @Test
    void aUserHasAllItsConnections() {
        try (var harness = harness(SAYING)) {
            var desk = harness.connectAs("ann");
            var phone = harness.connectAs("ann");
            harness.connect();
            assertThat(harness.hub().clientsOf("ann"))
                    .extracting(Client::id)
                    .containsExactlyInAnyOrder(desk.id(), phone.id());
        }
    }

    @Test
    void aPluginThatDoesNotStartSaysWhy() {
        MessagePlugin plugin =
                _ -> {
                    throw new IllegalStateException("no licence");
                };
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> PluginHarness.of(plugin).start())
                .withMessageContaining("no licence");
    }

    @Test
    void theDataDirectoryGoesWithTheHarness() {
        var data = new AtomicReference<Path>();
        MessagePlugin plugin = context -> data.set(context.dataDirectory());
        try (var harness = harness(plugin)) {
            harness.settle();
            assertThat(data.get()).isDirectory();
        }
        assertThat(Files.exists(data.get())).isFalse();
    }
}
