// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Json;
import dev.switchboard.api.Kind;
import dev.switchboard.api.PluginContext;
import dev.switchboard.api.Topic;
import dev.switchboard.server.RunningSwitch;
import dev.switchboard.server.time.VirtualTime;
import dev.switchboard.support.Await;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * From socket to socket, a message needs no other to follow it. The time of this switch stands
 * still, so that no timer of its own can push out what was held back, and nobody speaks while a
 * message is awaited.
 */
class LoneMessageOnTheWireTest {

    /** Handled on the thread that reads the socket. */
    @Kind("inline")
    record Inline(Json content) {}

    /** Handled on a thread of the sender's own. */
    @Kind("handed")
    record Handed(Json content) {}

    @Kind("said")
    record Said(Json content) {}

    private static final Topic ALL = Topic.everyone();

    private static RunningSwitch running;

    private final List<RawClient> others = new ArrayList<>();
    private RawClient speaker;

    @BeforeAll
    static void start() throws Exception {
        running =
                RunningSwitch.with(
                        """
                        gate.per-address.new-connections = 100000/s
                        messages { rate = 1000000/s, burst = 1000000 }
                        """,
                        LoneMessageOnTheWireTest::passOn,
                        new VirtualTime());
    }

    private static void passOn(PluginContext context) {
        var hub = context.hub();
        context.onInline(
                        Inline.class,
                        (message, sender) ->
                                hub.publishExcept(sender, ALL, new Said(message.content())))
                .on(
                        Handed.class,
                        (message, sender) ->
                                hub.publishExcept(sender, ALL, new Said(message.content())));
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @BeforeEach
    void connect() throws IOException {
        speaker = arrive();
    }

    @AfterEach
    void disconnect() throws IOException {
        speaker.close();
        for (var other : others) {
            other.close();
        }
        Await.until(() -> running.present() == 0);
    }

    /** Receivers beyond those that the reader serves itself, too. */
    @ParameterizedTest
    @CsvSource({"inline, 1", "inline, 40", "handed, 1", "handed, 40"})
    void aLoneMessageArrives(String kind, int receivers) throws IOException {
        listeners(receivers);

        speaker.send(message(kind, 0));

        expect(0);
    }

    @ParameterizedTest
    @CsvSource({"inline, 1", "inline, 40", "handed, 1", "handed, 40"})
    void soDoesEachOfAThousandInARow(String kind, int receivers) throws IOException {
        listeners(receivers);

        for (int number = 0; number < 1000; number++) {
            speaker.send(message(kind, number));
            expect(number);
        }
    }

    @ParameterizedTest
    @CsvSource({"inline, 1", "inline, 40", "handed, 1", "handed, 40"})
    void soDoesTheTailOfABurstAndALoneMessageAfterIt(String kind, int receivers)
            throws IOException {
        int size = 1500;
        listeners(receivers);

        speaker.send(burst(kind, size));
        for (int number = 0; number < size; number++) {
            expect(number);
        }
        speaker.send(message(kind, size));

        expect(size);
    }

    private static byte[][] burst(String kind, int size) {
        byte[][] frames = new byte[size][];
        for (int number = 0; number < size; number++) {
            frames[number] = message(kind, number);
        }
        return frames;
    }

    private static byte[] message(String kind, int number) {
        return ClientFrame.text("{\"msg_type\":\"%s\",\"content\":%d}".formatted(kind, number));
    }

    private void listeners(int count) throws IOException {
        for (int each = 0; each < count; each++) {
            others.add(arrive());
        }
    }

    /** A client that the switch has admitted: it got the answer to its own first message. */
    private static RawClient arrive() throws IOException {
        var client = RawClient.open(running.port(), "/ws");
        client.send(ClientFrame.text("{\"msg_type\":\"hello\"}"));
        assertThat(client.next().text()).startsWith("{\"msg_type\":\"hello\"");
        return client;
    }

    private void expect(int number) throws IOException {
        for (var other : others) {
            other.expectText("{\"msg_type\":\"said\",\"content\":" + number + "}");
        }
    }
}
