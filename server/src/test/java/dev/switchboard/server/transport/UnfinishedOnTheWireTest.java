// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.switchboard.api.Kind;
import dev.switchboard.server.RunningSwitch;
import dev.switchboard.server.metrics.Meters;
import dev.switchboard.server.time.VirtualTime;
import dev.switchboard.support.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages of which a part has come, against a switch on a time that stands still. */
class UnfinishedOnTheWireTest {

    @Kind("wait")
    record Wait() {}

    @Kind("waited")
    record Waited() {}

    private static final String SETTINGS =
            "messages { bytes-per-second = 1 GiB, bytes-burst = 1 GiB }\n";
    private static final int BUDGET = 256 * 1024;

    private static final VirtualTime time = new VirtualTime();
    private static final Semaphore mayGoOn = new Semaphore(0);
    private static RunningSwitch running;

    private RawClient client;

    @BeforeAll
    static void start() throws Exception {
        running =
                RunningSwitch.with(
                        SETTINGS,
                        context ->
                                context.endpoint("/echo", (message, sender) -> sender.send(message))
                                        .on(
                                                Wait.class,
                                                (wait, sender) -> {
                                                    mayGoOn.acquire();
                                                    sender.send(new Waited());
                                                }),
                        time,
                        new AbstractModule() {
                            @Provides
                            @Singleton
                            IncomingMemory incoming(Meters meters) {
                                return new IncomingMemory(() -> BUDGET, meters);
                            }
                        });
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @BeforeEach
    void connect() throws Exception {
        time.advance(Duration.ofMinutes(1));
        running.change(SETTINGS);
        client = RawClient.open(running.port(), "/echo");
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
        awaitKept(0);
    }

    private static void awaitKept(double least, double most) {
        Await.until(() -> {
            double kept = running.gauge("switchboard_incoming_memory_bytes{part=kept}");
            return kept >= least && kept <= most;
        });
    }

    private static void awaitKept(double bytes) {
        awaitKept(bytes, bytes);
    }

    /** Of each frame one byte is missing, and room for it may be, too. */
    private static void awaitAbout(double bytes) {
        awaitKept(bytes - 10, bytes);
    }

    private static long unfinished(String reason) {
        return running.count("switchboard_unfinished_total{reason=%s}".formatted(reason));
    }

    private static byte[] begun(byte[] frame) {
        return Arrays.copyOf(frame, frame.length - 1);
    }

    private static byte[] fragment(boolean isFirst) {
        return ClientFrame.fragment(isFirst ? Opcode.TEXT : Opcode.CONTINUATION, false, "part");
    }

    private static byte[] large(int size) {
        return ClientFrame.binary(new byte[size]);
    }

    static byte[][] beginnings() {
        return new byte[][] {
            begun(ClientFrame.text("a frame")),
            begun(ClientFrame.ping("a ping")),
            {(byte) 0x81},
            fragment(true),
            ClientFrame.joined(fragment(true), begun(fragment(false))),
            ClientFrame.joined(ClientFrame.ping(""), ClientFrame.text("whole"), fragment(true)),
        };
    }

    @ParameterizedTest
    @MethodSource("beginnings")
    void whatHasBegunMustBeCompleteInTime(byte[] beginning) throws Exception {
        long before = unfinished("late");
        client.send(beginning);
        awaitKept(1, 1000);

        time.advance(Duration.ofMillis(29_900));
        assertThat(unfinished("late")).isEqualTo(before);
        time.advance(Duration.ofMillis(300));
        assertThat(unfinished("late")).isEqualTo(before + 1);
        var frame = client.next();
        while (!frame.isClose()) {
            frame = client.next();
        }
        assertThat(frame.code()).isEqualTo(1008);
        assertThat(frame.reason()).isEqualTo("a message was not complete within 30s");
    }

    @Test
    void pingsAndMoreOfTheSameDoNotHelp() throws Exception {
        running.change(SETTINGS + "messages.control-frames = 1000/s");
        client.send(fragment(true));
        awaitKept(1, 100);
        for (int second = 0; second < 29; second++) {
            time.advance(Duration.ofSeconds(1));
            client.send(fragment(false), ClientFrame.pong("x"), ClientFrame.ping("x"));
            client.expectPong("x");
        }
        time.advance(Duration.ofMillis(1_100));
        client.expectClose(1008);
    }

    @Test
    void aSlowLineIsFastEnoughForTheLargestMessage() throws Exception {
        byte[] frame = large(64 * 1024);
        int each = 5 * 1024;
        for (int at = 0; at < frame.length; at += each) {
            client.send(Arrays.copyOfRange(frame, at, Math.min(frame.length, at + each)));
            if (at + each < frame.length) {
                awaitKept(at + 1, 64 * 1024);
            }
            time.advance(Duration.ofSeconds(1));
        }
        assertThat(client.next().payload()).hasSize(64 * 1024);
    }

    /** As with a client that sends so much that each read ends in the middle of something. */
    @Test
    void whoEndsOneAndBeginsTheNextIsNeverLate() throws Exception {
        byte[] frame = ClientFrame.text("next");
        byte[] end = Arrays.copyOfRange(frame, frame.length - 1, frame.length);
        client.send(begun(frame));
        for (int n = 0; n < 20; n++) {
            awaitKept(1, 100);
            time.advance(Duration.ofSeconds(20));
            client.send(end, begun(frame));
            client.expectText("next");
        }
    }

    @Test
    void whileAClientIsNotReadItsTimeStandsStill() throws Exception {
        running.change(SETTINGS + "messages.handler-deadline = 1h");
        byte[] last = ClientFrame.text("{\"msg_type\":\"unknown\"}");
        try (var waiting = RawClient.open(running.port(), "/ws")) {
            waiting.send(ClientFrame.text("{\"msg_type\":\"wait\"}"), begun(last));
            awaitKept(last.length - 1);
            time.advance(Duration.ofMinutes(2));
            mayGoOn.release();
            waiting.expectText("{\"msg_type\":\"waited\"}");
            awaitKept(last.length - 6); // it is read again, and only the content is kept
            time.advance(Duration.ofSeconds(24));
            waiting.send(Arrays.copyOfRange(last, last.length - 1, last.length));
            var answer = waiting.next();
            while (answer.opcode() == Opcode.PING) {
                answer = waiting.next();
            }
            assertThat(answer.text()).contains("unknown_kind");
        }
    }

    @Test
    void whoHasTheMostIsTheFirstForWhomThereIsNoRoom() throws Exception {
        long before = unfinished("memory");
        try (var second = RawClient.open(running.port(), "/echo");
                var third = RawClient.open(running.port(), "/echo");
                var fourth = RawClient.open(running.port(), "/echo");
                var small = RawClient.open(running.port(), "/echo")) {
            byte[] most = begun(large(64 * 1024));
            int kept = 0;
            for (var each : new RawClient[] {client, second}) {
                each.send(most);
                kept += 64 * 1024;
                awaitAbout(kept);
            }
            third.send(most);
            awaitAbout(3 * 64 * 1024);
            fourth.send(most);
            fourth.expectClose(1013);
            assertThat(unfinished("memory")).isEqualTo(before + 1);
            awaitAbout(3 * 64 * 1024);

            small.send(begun(large(20_000)));
            awaitAbout(3 * 64 * 1024 + 20_000);
            client.send(new byte[1]);
            assertThat(client.next().payload()).hasSize(64 * 1024);
            awaitAbout(2 * 64 * 1024 + 20_000);
        }
    }

    @Test
    void whatWasReadOfAClientThatWaitsIsCountedToo() throws Exception {
        byte[] wait = ClientFrame.text("{\"msg_type\":\"wait\"}");
        byte[] rest = new byte[0];
        for (int n = 0; n < 20; n++) {
            rest = ClientFrame.joined(rest, wait);
        }
        try (var waiting = RawClient.open(running.port(), "/ws")) {
            waiting.send(wait, rest);
            awaitKept(rest.length);
            mayGoOn.release(21);
            for (int n = 0; n < 21; n++) {
                waiting.expectText("{\"msg_type\":\"waited\"}");
            }
            awaitKept(0);
        }
    }

    @Test
    void whoVanishesTakesNothing() throws Exception {
        for (int n = 0; n < 50; n++) {
            var gone = RawClient.open(running.port(), "/echo");
            gone.send(begun(large(60_000)));
            gone.vanish();
        }
        awaitKept(0);
    }
}
