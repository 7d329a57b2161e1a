// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Kind;
import dev.switchboard.api.Topic;
import dev.switchboard.server.RunningSwitch;
import dev.switchboard.server.delivery.Deflated;
import dev.switchboard.support.Await;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7692 against a switch that listens: permessage-deflate, agreed on and used, or misused. */
class CompressionOnTheWireTest {

    @Kind("shout")
    record Shout(String text) {}

    @Kind("shouted")
    record Shouted(String text) {}

    private static final String SETTINGS =
            """
            gate.per-address.new-connections = 100000/s
            messages { rate = 1000000/s, burst = 1000000, bytes-per-second = 1 MiB }
            delivery.limits.received = 1000000/s
            """;
    private static final String ON = SETTINGS + "delivery.compression.enabled = true\n";
    private static final String LONG = "long ".repeat(1_000);

    private static final BlockingQueue<Integer> sizes = new LinkedBlockingQueue<>();
    private static RunningSwitch running;

    private RawClient client;

    @BeforeAll
    static void start() throws Exception {
        running =
                RunningSwitch.with(
                        ON,
                        context -> {
                            context.endpoint("/echo", (message, sender) -> sender.send(message))
                                    .endpoint(
                                            "/sink",
                                            (message, sender) -> sizes.add(message.bytes().length));
                            context.emits(Shouted.class);
                            context.onInline(
                                    Shout.class,
                                    (shout, _) ->
                                            context.hub()
                                                    .publish(
                                                            Topic.everyone(),
                                                            new Shouted(shout.text())));
                        });
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @BeforeEach
    void connect() throws Exception {
        running.change(ON);
        client = RawClient.open(running.port(), "/echo", RawClient.COMPRESSION);
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
        Await.until(() -> running.present() == 0);
    }

    private static HttpAnswer ask(String... headers) throws IOException {
        try (var asking = RawClient.connect(running.port())) {
            asking.send(RawClient.handshake("/echo", headers));
            return asking.readResponse();
        }
    }

    // What is agreed

    @Test
    void anOfferIsTaken() throws IOException {
        assertThat(ask(RawClient.COMPRESSION).header("Sec-WebSocket-Extensions"))
                .isEqualTo(
                        "permessage-deflate; server_no_context_takeover;"
                                + " client_no_context_takeover");
    }

    @Test
    void whoOffersNothingIsToldNothingAndGetsNothing() throws IOException {
        assertThat(ask().headers()).doesNotContainKey("Sec-WebSocket-Extensions");
        try (var plain = RawClient.open(running.port(), "/echo")) {
            plain.send(ClientFrame.text(LONG));
            assertThat(plain.next()).returns(false, ServerFrame::isCompressed);

            plain.send(ClientFrame.compressed("hi"));
            plain.expectClose(1002);
        }
    }

    @Test
    void anOfferThatCannotBeKeptLeavesAnOrdinaryConnection() throws IOException {
        var answer = ask("Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=10");

        assertThat(answer.status()).isEqualTo(101);
        assertThat(answer.headers()).doesNotContainKey("Sec-WebSocket-Extensions");
    }

    @Test
    void aHeaderThatCannotBeReadIsRefused() throws Exception {
        assertThat(ask("Sec-WebSocket-Extensions: permessage-deflate; =").status()).isEqualTo(400);

        running.change(SETTINGS);

        assertThat(ask("Sec-WebSocket-Extensions: permessage-deflate; =").status())
                .as("when nothing is agreed on, nobody reads it")
                .isEqualTo(101);
    }

    @Test
    void nothingIsAgreedOnWhenItIsOff() throws Exception {
        running.change(SETTINGS);

        assertThat(ask(RawClient.COMPRESSION).headers())
                .doesNotContainKey("Sec-WebSocket-Extensions");
    }

    @Test
    void whoHasAgreedMayGoOnWhenItIsSwitchedOff() throws Exception {
        running.change(SETTINGS);

        client.send(ClientFrame.compressed(LONG));

        var frame = client.next();
        assertThat(frame.text()).isEqualTo(LONG);
        assertThat(frame.isCompressed()).isFalse();
    }

    @Test
    void thoseWhoHaveAgreedAreCounted() throws IOException {
        Await.until(() -> running.gauge("switchboard_compressing_connections") == 1);
        client.close();
        Await.until(() -> running.gauge("switchboard_compressing_connections") == 0);
    }

    // What the switch sends

    @Test
    void largeMessagesComeCompressedAndSmallOnesDoNot() throws IOException {
        client.send(ClientFrame.text(LONG), ClientFrame.text("short"));

        var large = client.next();
        assertThat(large.text()).isEqualTo(LONG);
        assertThat(large.isCompressed()).isTrue();
        var small = client.next();
        assertThat(small.text()).isEqualTo("short");
        assertThat(small.isCompressed()).isFalse();
    }

    @Test
    void aPublicationReachesBothSorts() throws IOException {
        try (var able = RawClient.open(running.port(), "/ws", RawClient.COMPRESSION);
                var plain = RawClient.open(running.port(), "/ws");
                var able2 = RawClient.open(running.port(), "/ws", RawClient.COMPRESSION)) {
            long before = running.count("switchboard_compressed_messages_total");

            plain.send(ClientFrame.text("{\"msg_type\":\"shout\",\"text\":\"" + LONG + "\"}"));

            String expected = "{\"msg_type\":\"shouted\",\"text\":\"" + LONG + "\"}";
            for (var each : new RawClient[] {able, plain, able2}) {
                var frame = each.next();
                assertThat(frame.text()).isEqualTo(expected);
                assertThat(frame.isCompressed()).isEqualTo(each != plain);
            }
            assertThat(running.count("switchboard_compressed_messages_total"))
                    .isEqualTo(before + 1);
        }
    }

    // What clients send

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 200, 65_535, 65_536})
    void textOfAnyLengthIsInflated(int length) throws IOException {
        long before = running.count("switchboard_inflated_messages_total");
        String text = "ü".repeat(length / 2) + "x".repeat(length % 2);

        client.send(ClientFrame.compressed(text));

        client.expectText(text);
        assertThat(running.count("switchboard_inflated_messages_total")).isEqualTo(before + 1);
    }

    @Test
    void binaryIsInflated() throws IOException {
        byte[] bytes = new byte[2_000];
        Arrays.fill(bytes, (byte) 0xC0);

        client.send(
                ClientFrame.withFirstByte(
                        ClientFrame.FINAL | Opcode.COMPRESSED | Opcode.BINARY, Deflated.of(bytes)));

        var frame = client.next();
        assertThat(frame.opcode()).isEqualTo(Opcode.BINARY);
        assertThat(frame.payload()).isEqualTo(bytes);
    }

    @Test
    void aCompressedMessageMayComeInFragmentsAndByteByByte() throws IOException {
        byte[] deflated = Deflated.of("grüß 👋 and so on".getBytes(UTF_8));
        byte[] rest = Arrays.copyOfRange(deflated, 5, deflated.length);

        client.sendByteByByte(
                ClientFrame.joined(
                        ClientFrame.withFirstByte(
                                Opcode.COMPRESSED | Opcode.TEXT, Arrays.copyOf(deflated, 5)),
                        ClientFrame.ping("between"),
                        ClientFrame.of(Opcode.CONTINUATION, false, new byte[0]),
                        ClientFrame.of(Opcode.CONTINUATION, true, rest),
                        ClientFrame.text("plain"),
                        ClientFrame.compressed("and again")));

        client.expectPong("between");
        client.expectText("grüß 👋 and so on");
        client.expectText("plain");
        client.expectText("and again");
    }

    @ParameterizedTest
    @ValueSource(ints = {Opcode.PING, Opcode.PONG, Opcode.CLOSE, Opcode.CONTINUATION})
    void onlyTheFirstFrameOfAMessageMaySayThatItIsCompressed(int opcode) throws IOException {
        client.send(
                ClientFrame.withFirstByte(Opcode.COMPRESSED | Opcode.TEXT, new byte[] {0}),
                ClientFrame.withFirstByte(
                        ClientFrame.FINAL | Opcode.COMPRESSED | opcode, new byte[0]));

        client.expectClose(1002);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x20, 0x10, 0x60, 0x50, 0x70})
    void otherReservedBitsMustNotBeSet(int bits) throws IOException {
        client.send(
                ClientFrame.withFirstByte(ClientFrame.FINAL | bits | Opcode.TEXT, new byte[] {0}));

        client.expectClose(1002);
    }

    @Test
    void textIsCheckedAfterItIsInflated() throws IOException {
        client.send(ClientFrame.compressed(Deflated.of(new byte[] {'a', (byte) 0xFF, 'b'})));

        client.expectClose(1007);
    }

    @Test
    void damagedDataIsRefused() throws IOException {
        client.send(ClientFrame.text("fine"), ClientFrame.compressed(new byte[] {-1, -1, -1}));

        client.expectText("fine");
        client.expectClose(1007);
    }

    // What clients send too much of

    @Test
    void aBombIsRefused() throws IOException {
        client.send(ClientFrame.compressed(Deflated.of(new byte[65_537])));

        client.expectClose(1009);
    }

    @Test
    void soIsABombInFragments() throws IOException {
        byte[] bomb = Deflated.of(new byte[16 << 20]);
        int half = bomb.length / 2;

        client.send(
                ClientFrame.withFirstByte(
                        Opcode.COMPRESSED | Opcode.TEXT, Arrays.copyOf(bomb, half)),
                ClientFrame.of(
                        Opcode.CONTINUATION, true, Arrays.copyOfRange(bomb, half, bomb.length)));

        client.expectClose(1009);
    }

    @Test
    void aCompressedFrameOverTheLimitIsRefusedByItsHeader() throws IOException {
        client.send(
                ClientFrame.header(ClientFrame.FINAL | Opcode.COMPRESSED | Opcode.TEXT, 65_537));

        client.expectClose(1009);
    }

    @Test
    void aStrangerHasNoMoreRoomThanWithoutCompression() throws Exception {
        running.change(ON + "auth { required = true, max-token = 1 KiB }");
        try (var stranger = RawClient.open(running.port(), "/ws", RawClient.COMPRESSION)) {
            stranger.send(ClientFrame.compressed("x".repeat(2_049)));
            stranger.expectClose(1009);
        }
    }

    /** A message of a few bytes that become many is paid for as many. */
    @Test
    void theRateOfBytesSeesWhatWasInflated() throws Exception {
        running.change(ON + "messages { bytes-per-second = 10 KiB, bytes-burst = 100 KiB }");
        long before = running.count("switchboard_rate_limited_total{scope=bytes}");
        try (var sender = RawClient.open(running.port(), "/sink", RawClient.COMPRESSION)) {
            sender.send(
                    ClientFrame.compressed("x".repeat(60_000)),
                    ClientFrame.compressed("x".repeat(60_000)));

            assertThat(sizes.take()).isEqualTo(60_000);
            assertThat(sizes.take()).isEqualTo(60_000);
            Await.until(() ->
                    running.count("switchboard_rate_limited_total{scope=bytes}") == before + 1);
        }
    }

    /** Blocks without content cost time to read, and inflate to nothing. */
    @Test
    void theRateOfBytesSeesWhatCame() throws Exception {
        running.change(ON + "messages { bytes-per-second = 10 KiB, bytes-burst = 100 KiB }");
        long before = running.count("switchboard_rate_limited_total{scope=bytes}");
        byte[] empty = new byte[60_001];
        for (int at = 0; at + 5 < empty.length; at += 5) {
            empty[at + 3] = -1;
            empty[at + 4] = -1;
        }
        try (var sender = RawClient.open(running.port(), "/sink", RawClient.COMPRESSION)) {
            sender.send(ClientFrame.compressed(empty), ClientFrame.compressed(empty));

            assertThat(sizes.take()).isZero();
            assertThat(sizes.take()).isZero();
            Await.until(() ->
                    running.count("switchboard_rate_limited_total{scope=bytes}") == before + 1);
        }
    }

    @Test
    void partsOfACompressedMessageAreCountedAsTheyCame() throws IOException {
        byte[] deflated = Deflated.of(new byte[60_000]);
        client.send(
                ClientFrame.withFirstByte(
                        Opcode.COMPRESSED | Opcode.TEXT,
                        Arrays.copyOf(deflated, deflated.length - 1)));

        Await.until(() -> kept() >= deflated.length - 1);
        assertThat(kept()).isLessThan(deflated.length + 200);
        client.close();
        Await.until(() -> kept() == 0);
    }

    private static double kept() {
        return running.gauge("switchboard_incoming_memory_bytes{part=kept}");
    }
}
