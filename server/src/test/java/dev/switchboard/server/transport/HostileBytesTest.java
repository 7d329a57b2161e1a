// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Kind;
import dev.switchboard.server.RunningSwitch;
import dev.switchboard.server.config.Configuration;
import dev.switchboard.server.config.MessageSettings;
import dev.switchboard.server.delivery.Deflated;
import dev.switchboard.support.Await;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a switch promises of any input: it costs no more than its sender's connection. Each stream
 * is a valid one, damaged at random; the seeds are fixed, so a failure comes again.
 */
class HostileBytesTest {

    @Kind("work")
    record Work(String text) {}

    private static RunningSwitch running;

    @BeforeAll
    static void start() throws Exception {
        running =
                RunningSwitch.with(
                        """
                        gate.per-address.new-connections = 100000/s
                        messages { rate = 1000000/s, burst = 1000000 }
                        delivery.compression { enabled = true, min-size = 64 B }
                        """,
                        context ->
                                context.on(Work.class, (work, sender) -> {})
                                        .endpoint(
                                                "/echo",
                                                (message, sender) -> sender.send(message)));
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    /** Frames of every sort, with one rule or another at stake. */
    private static byte[] frames(Random random) {
        List<byte[]> frames = new ArrayList<>();
        int count = 1 + random.nextInt(12);
        for (int each = 0; each < count; each++) {
            frames.add(
                    switch (random.nextInt(13)) {
                        case 0 -> ClientFrame.text("grüß 👋 " + each);
                        case 1 ->
                                ClientFrame.text("{\"msg_type\":\"work\",\"text\":\"x\",\"id\":1}");
                        case 2 -> ClientFrame.text("x".repeat(random.nextInt(700)));
                        case 3 -> ClientFrame.binary(bytes(random, random.nextInt(200)));
                        case 4 -> ClientFrame.ping("p" + each);
                        case 5 -> ClientFrame.pong("");
                        case 6 ->
                                ClientFrame.joined(
                                        ClientFrame.fragment(Opcode.TEXT, false, "one "),
                                        ClientFrame.ping("between"),
                                        ClientFrame.fragment(Opcode.CONTINUATION, true, "two"));
                        case 7 -> ClientFrame.fragment(Opcode.TEXT, false, "never ended");
                        case 8 -> ClientFrame.text("{\"msg_type\":\"hello\"}");
                        case 9 -> ClientFrame.compressed("x".repeat(random.nextInt(700)));
                        case 10 -> ClientFrame.compressed(bytes(random, random.nextInt(200)));
                        case 11 ->
                                ClientFrame.joined(
                                        ClientFrame.withFirstByte(
                                                Opcode.COMPRESSED | Opcode.TEXT,
                                                Deflated.of(new byte[] {'a'})),
                                        ClientFrame.of(Opcode.CONTINUATION, true, new byte[0]));
                        default -> ClientFrame.close(1000 + random.nextInt(20), "bye");
                    });
        }
        return ClientFrame.joined(frames.toArray(byte[][]::new));
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Changes, removes, repeats or adds some bytes. */
    private static byte[] damaged(byte[] stream, Random random) {
        byte[] bytes = stream;
        int wounds = random.nextInt(4);
        for (int each = 0; each < wounds; each++) {
            int at = random.nextInt(bytes.length);
            int to = Math.min(bytes.length, at + 1 + random.nextInt(8));
            byte[] before = Arrays.copyOf(bytes, at);
            byte[] piece = Arrays.copyOfRange(bytes, at, to);
            byte[] after = Arrays.copyOfRange(bytes, to, bytes.length);
            bytes =
                    switch (random.nextInt(5)) {
                        case 0 -> ClientFrame.joined(before, bytes(random, piece.length), after);
                        case 1 -> ClientFrame.joined(before, after);
                        case 2 -> ClientFrame.joined(before, piece, piece, after);
                        case 3 -> ClientFrame.joined(before, piece, bytes(random, 5), after);
                        default -> {
                            piece[0] ^= (byte) (1 << random.nextInt(8));
                            yield ClientFrame.joined(before, piece, after);
                        }
                    };
            if (bytes.length == 0) {
                return stream;
            }
        }
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws", "/echo"})
    void noStreamOfFramesDoesHarm(String path) throws IOException {
        var random = new Random(path.hashCode());
        try (var bystander = RawClient.open(running.port(), "/echo")) {
            for (int each = 0; each < 400; each++) {
                byte[] stream = damaged(frames(random), random);
                try (var client = RawClient.connect(running.port())) {
                    client.send(RawClient.handshake(path, RawClient.COMPRESSION), stream);
                    client.finishSending();
                    client.readToTheEnd();
                }
                if (each % 20 == 0) {
                    bystander.send(ClientFrame.text("well " + each));
                    bystander.expectText("well " + each);
                }
            }
            Await.until(() -> running.present() == 1);
        }
    }

    @Test
    void noHandshakeDoesHarm() throws IOException {
        var random = new Random(3);
        byte[] right =
                RawClient.handshake(
                        "/echo",
                        "Origin: http://127.0.0.1",
                        "X-More: a, b",
                        RawClient.COMPRESSION + "; client_max_window_bits=\"10\", other");
        try (var bystander = RawClient.open(running.port(), "/echo")) {
            for (int each = 0; each < 400; each++) {
                try (var client = RawClient.connect(running.port())) {
                    client.send(damaged(right, random));
                    client.finishSending();
                    client.readToTheEnd();
                }
                if (each % 20 == 0) {
                    bystander.send(ClientFrame.text("well " + each));
                    bystander.expectText("well " + each);
                }
            }
            Await.until(() -> running.present() == 1);
        }
    }

    /** What a reader made of a stream: the messages and control frames, then how it ended. */
    private static List<Object> outcome(byte[] stream, int[] cuts, MessageSettings limits) {
        List<Object> seen = new ArrayList<>();
        var reader = new FrameReader(true);
        int longestMessage = (int) limits.maxSize().bytes();
        int maxFragments = limits.maxFragments();
        var messages = new MessageAssembler();
        FrameReader.Sink sink =
                (opcode, isFinal, payload) -> {
                    if (Opcode.isControl(opcode)) {
                        seen.add(List.of(opcode, ByteBuffer.wrap(payload)));
                    } else {
                        var message =
                                messages.take(
                                        opcode, isFinal, payload, longestMessage, maxFragments);
                        if (message != null) {
                            seen.add(List.of(message.isText(), ByteBuffer.wrap(message.bytes())));
                        }
                    }
                    return true;
                };
        int longest = (int) limits.maxFrameSize().bytes();
        int from = 0;
        try {
            for (int cut : cuts) {
                reader.read(stream, from, cut, longest, sink);
                from = cut;
            }
            reader.read(stream, from, stream.length, longest, sink);
        } catch (Violation violation) {
            seen.add(violation.code());
        }
        return seen;
    }

    @Test
    void aStreamMeansTheSameHoweverItIsCut() throws Exception {
        var limits =
                Configuration.of("messages { max-size = 1 KiB, max-frame-size = 512 B }")
                        .settings()
                        .messages();
        var random = new Random(4);
        for (int each = 0; each < 5_000; each++) {
            byte[] stream = damaged(frames(random), random);
            int[] cuts = random.ints(random.nextInt(9), 0, stream.length + 1).sorted().toArray();

            assertThat(outcome(stream, cuts, limits))
                    .as("stream %d, cut at %s", each, Arrays.toString(cuts))
                    .isEqualTo(outcome(stream, new int[0], limits));
        }
    }
}
