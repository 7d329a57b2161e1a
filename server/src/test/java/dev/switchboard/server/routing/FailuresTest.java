// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.switchboard.api.Kind;
import dev.switchboard.api.RawMessage;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What failing again and again leads to, on kinds and on raw paths. */
class FailuresTest {

    @Kind("job")
    private record Job() {}

    private static final String JOB = "{\"msg_type\":\"job\",\"id\":1}";

    @Test
    void theLogOfFailuresIsLimited() {
        var log = (Logger) LoggerFactory.getLogger(Failures.class);
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        log.addAppender(lines);
        try (var floor = new RoutingFloor(1_000_000, "messages { rate = 1000/s, burst = 1000 }")) {
            floor.inline(
                    Job.class,
                    (_, _) -> {
                        throw new IllegalStateException("broken");
                    });
            var peer = floor.peer();
            for (int n = 0; n < 500; n++) {
                peer.say(JOB);
            }
            var _ = peer.heard(); // who does not read the answers is not read either
            assertThat(lines.list).hasSize(1);
            floor.time.advance(Duration.ofSeconds(1));
            peer.say(JOB);
            assertThat(lines.list).hasSize(2);
            assertThat(lines.list.getLast().getKeyValuePairs().toString()).contains("499");
        } finally {
            log.detachAppender(lines);
        }
    }

    @Test
    void aPluginThatKeepsFailingIsLeftAloneForAWhile() {
        var isBroken = new AtomicBoolean(true);
        var calls = new AtomicInteger();
        try (var floor = new RoutingFloor(5)) {
            floor.inline(
                    Job.class,
                    (_, _) -> {
                        calls.incrementAndGet();
                        if (isBroken.get()) {
                            throw new IllegalStateException("broken");
                        }
                        return null;
                    });
            var peer = floor.peer();
            for (int n = 0; n < 10; n++) {
                peer.say(JOB);
            }
            assertThat(calls).hasValue(5);
            assertThat(peer.heard().getLast()).contains("\"code\":\"unavailable\"", "\"id\":1");
            isBroken.set(false);
            floor.time.advance(Duration.ofSeconds(30));
            peer.say(JOB);
            peer.say(JOB);
            assertThat(calls).hasValue(7);
            assertThat(peer.heard()).endsWith("{\"msg_type\":\"ok\",\"id\":1}");
        }
    }

    @Test
    void whatSucceedsOnARawPathSpeaksForItsPlugin() {
        try (var floor = new RoutingFloor(5, "messages { rate = 1000/s, burst = 1000 }")) {
            var isBroken = new AtomicBoolean();
            var receiver =
                    floor.raw((_, _) -> {
                        if (isBroken.get()) {
                            throw new IllegalStateException("broken");
                        }
                    });
            var good = floor.peer(receiver);
            isBroken.set(true);
            floor.peer(receiver).say(RawMessage.binary(new byte[1]));
            isBroken.set(false);
            for (int n = 0; n < 20; n++) {
                good.say(RawMessage.binary(new byte[1]));
            }
            isBroken.set(true);
            for (int n = 0; n < 6; n++) {
                floor.peer(receiver).say(RawMessage.binary(new byte[1]));
            }
            assertThat(floor.guard.quarantine()).isZero();
        }
    }

    @Test
    void aRawPathThatFailsClosesTheConnectionAndNoOther() {
        try (var floor = new RoutingFloor(1_000_000)) {
            var receiver =
                    floor.raw((message, sender) -> {
                        if (message.bytes().length == 1) {
                            throw new StackOverflowError("broken");
                        }
                        sender.send(message);
                    });
            var one = floor.peer(receiver);
            var other = floor.peer(receiver);
            one.say(RawMessage.binary(new byte[1]));
            one.say(RawMessage.binary(new byte[2]));
            other.say(RawMessage.binary(new byte[2]));
            assertThat(one.heard()).containsExactly("close 1011");
            assertThat(other.heard()).containsExactly("binary 2");
        }
    }

    @Test
    void aRawPathIsReadNoFasterThanTheRateAndLosesNothing() {
        try (var floor = new RoutingFloor(5, "messages { rate = 10/s, burst = 20 }")) {
            var count = new AtomicInteger();
            var receiver = floor.raw((_, _) -> count.incrementAndGet());
            var peer = floor.peer(receiver);
            for (int n = 0; n < 300; n++) {
                peer.say(RawMessage.binary(new byte[1]));
            }
            assertThat(count).as("the burst, and the one that is in debt").hasValue(21);
            for (int second = 1; second <= 20; second++) {
                for (int tenth = 0; tenth < 10; tenth++) {
                    floor.time.advance(Duration.ofMillis(100));
                    assertThat(peer.heardSoFar()).isEmpty();
                }
                assertThat(count).hasValue(21 + second * 10);
            }
            for (int tenth = 0; tenth < 100; tenth++) {
                floor.time.advance(Duration.ofMillis(100));
                assertThat(peer.heardSoFar()).isEmpty();
            }
            assertThat(count).hasValue(300);
            assertThat(peer.client.isOpen()).isTrue();
        }
    }
}
