// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455, section 5, against a switch that listens: frames, control frames and fragments. */
class FramesOnTheWireTest extends OnTheWire {

    @BeforeParameterizedClassInvocation
    static void start(Over over) throws Exception {
        running =
                over.start(
                        """
                        gate.per-address.new-connections = 100000/s
                        messages { rate = 1000000/s, burst = 1000000, control-frames = 10/10s }
                        """,
                        context ->
                                context.endpoint(
                                        "/echo", (message, sender) -> sender.send(message)));
    }

    @BeforeEach
    void connect() throws IOException {
        client = over.open(running, "/echo");
    }

    // Data frames

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 128, 65_535, 65_536})
    void textOfAnyLengthComesBack(int length) throws IOException {
        String text = "x".repeat(length);

        client.send(ClientFrame.text(text));

        client.expectText(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536})
    void binaryComesBackUnchanged(int length) throws IOException {
        byte[] payload = new byte[length];
        new Random(length).nextBytes(payload);

        client.send(ClientFrame.binary(payload));

        var frame = client.next();
        assertThat(frame.opcode()).isEqualTo(Opcode.BINARY);
        assertThat(frame.payload()).isEqualTo(payload);
    }

    @Test
    void binaryIsNotUnderstoodWhereKindsAreSpoken() throws IOException {
        try (var speaker = over.open(running, "/ws")) {
            speaker.send(ClientFrame.binary(new byte[] {1, 2, 3}));

            speaker.expectClose(1003);
        }
    }

    @Test
    void framesMayArriveByteByByte() throws IOException {
        client.sendByteByByte(
                ClientFrame.joined(
                        ClientFrame.text("x".repeat(130)),
                        ClientFrame.ping("p"),
                        ClientFrame.fragment(Opcode.TEXT, false, "y"),
                        ClientFrame.fragment(Opcode.CONTINUATION, true, "z")));

        client.expectText("x".repeat(130));
        client.expectPong("p");
        client.expectText("yz");
    }

    @Test
    void manyFramesMayArriveAtOnce() throws IOException {
        byte[][] frames = new byte[500][];
        for (int each = 0; each < frames.length; each++) {
            frames[each] = ClientFrame.text("message " + each);
        }

        client.send(frames);

        for (int each = 0; each < frames.length; each++) {
            client.expectText("message " + each);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x40, 0x20, 0x10, 0x30, 0x70})
    void reservedBitsMustNotBeSet(int bits) throws IOException {
        client.send(
                ClientFrame.withFirstByte(
                        ClientFrame.FINAL | bits | Opcode.TEXT, new byte[] {'h', 'i'}));

        boolean isAgreed = bits == Opcode.COMPRESSED && over == Over.COMPRESSED;
        client.expectClose(isAgreed ? 1007 : 1002); // then the payload is wrong
    }

    @ParameterizedTest
    @ValueSource(ints = {0x3, 0x4, 0x5, 0x6, 0x7, 0xB, 0xC, 0xD, 0xE, 0xF})
    void reservedOpcodesMustNotBeUsed(int opcode) throws IOException {
        client.send(ClientFrame.of(opcode, true, new byte[0]));

        client.expectClose(1002);
    }

    @ParameterizedTest
    @ValueSource(ints = {Opcode.TEXT, Opcode.BINARY, Opcode.PING, Opcode.CLOSE})
    void framesMustBeMasked(int opcode) throws IOException {
        client.send(ClientFrame.unmasked(opcode, new byte[] {'h', 'i'}));

        client.expectClose(1002);
    }

    @Test
    void whatCameBeforeAWrongFrameIsAnswered() throws IOException {
        client.send(
                ClientFrame.text("fine"),
                ClientFrame.of(0xB, true, new byte[0]),
                ClientFrame.text("too late"));

        client.expectText("fine");
        client.expectClose(1002);
    }

    @Test
    void aFrameOverTheLimitIsRefusedByItsHeader() throws IOException {
        client.send(ClientFrame.header(ClientFrame.FINAL | Opcode.BINARY, 65_537));

        client.expectClose(1009);
    }

    @Test
    void aFrameThatAnnouncesAHugeLengthIsRefused() throws IOException {
        client.send(ClientFrame.header(ClientFrame.FINAL | Opcode.BINARY, Long.MAX_VALUE));

        client.expectClose(1009);
    }

    @Test
    void aNegativeLengthIsRefused() throws IOException {
        client.send(ClientFrame.header(ClientFrame.FINAL | Opcode.BINARY, -2));

        client.expectClose(1002);
    }

    // Control frames

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125})
    void aPongCarriesWhatThePingDid(int length) throws IOException {
        String payload = "p".repeat(length);

        client.send(ClientFrame.ping(payload));

        client.expectPong(payload);
    }

    @Test
    void aPingMayCarryAnyBytes() throws IOException {
        byte[] payload = {0, (byte) 0xFF, (byte) 0xC0, (byte) 0x80};

        client.send(ClientFrame.of(Opcode.PING, true, payload));

        var pong = client.next();
        assertThat(pong.opcode()).isEqualTo(Opcode.PONG);
        assertThat(pong.payload()).isEqualTo(payload);
    }

    @Test
    void pingsAreAnsweredInOrder() throws IOException {
        client.send(ClientFrame.ping("1"), ClientFrame.ping("2"), ClientFrame.ping("3"));

        client.expectPong("1");
        client.expectPong("2");
        client.expectPong("3");
    }

    @Test
    void aPongThatNobodyAskedForIsIgnored() throws IOException {
        client.send(ClientFrame.pong("unasked"), ClientFrame.pong(""), ClientFrame.text("on"));

        client.expectText("on");
    }

    @ParameterizedTest
    @ValueSource(ints = {Opcode.CLOSE, Opcode.PING, Opcode.PONG})
    void controlFramesMustNotBeLong(int opcode) throws IOException {
        client.send(ClientFrame.of(opcode, true, new byte[126]));

        client.expectClose(1002);
    }

    @ParameterizedTest
    @ValueSource(ints = {Opcode.CLOSE, Opcode.PING, Opcode.PONG})
    void controlFramesMustNotBeFragmented(int opcode) throws IOException {
        client.send(ClientFrame.fragment(opcode, false, ""));

        client.expectClose(1002);
    }

    @ParameterizedTest
    @ValueSource(ints = {Opcode.PING, Opcode.PONG})
    void aFloodOfControlFramesIsNotEndured(int opcode) throws IOException {
        byte[][] flood = new byte[1_000][];
        Arrays.fill(flood, ClientFrame.of(opcode, true, new byte[] {'f'}));

        client.send(flood);

        var frame = client.next();
        int pongs = 0;
        while (frame.opcode() == Opcode.PONG) {
            pongs++;
            frame = client.next();
        }
        assertThat(frame.code()).isEqualTo(1008);
        assertThat(pongs).isBetween(opcode == Opcode.PING ? 10 : 0, opcode == Opcode.PING ? 40 : 0);
        client.expectEnd();
    }

    // Fragments

    @Test
    void fragmentsAreJoined() throws IOException {
        client.send(
                ClientFrame.fragment(Opcode.TEXT, false, "one "),
                ClientFrame.fragment(Opcode.CONTINUATION, false, "two "),
                ClientFrame.fragment(Opcode.CONTINUATION, true, "three"));

        client.expectText("one two three");
    }

    @Test
    void binaryFragmentsAreJoined() throws IOException {
        client.send(
                ClientFrame.of(Opcode.BINARY, false, new byte[] {(byte) 0xFF}),
                ClientFrame.of(Opcode.CONTINUATION, true, new byte[] {0}));

        var frame = client.next();
        assertThat(frame.opcode()).isEqualTo(Opcode.BINARY);
        assertThat(frame.payload()).containsExactly(0xFF, 0);
    }

    @Test
    void fragmentsMayBeEmpty() throws IOException {
        client.send(
                ClientFrame.fragment(Opcode.TEXT, false, ""),
                ClientFrame.fragment(Opcode.CONTINUATION, false, "middle"),
                ClientFrame.fragment(Opcode.CONTINUATION, true, ""));

        client.expectText("middle");
    }

    @Test
    void pingsMayComeBetweenFragments() throws IOException {
        client.send(ClientFrame.fragment(Opcode.TEXT, false, "one "), ClientFrame.ping("now"));
        client.expectPong("now");

        client.send(
                ClientFrame.fragment(Opcode.CONTINUATION, false, "two "),
                ClientFrame.pong("and"),
                ClientFrame.ping("again"),
                ClientFrame.fragment(Opcode.CONTINUATION, true, "three"));
        client.expectPong("again");
        client.expectText("one two three");
    }

    @Test
    void aCloseMayComeBetweenFragments() throws IOException {
        client.send(
                ClientFrame.fragment(Opcode.TEXT, false, "never mind"),
                ClientFrame.close(1000, ""));

        client.expectClose(1000);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothingCannotBeContinued(boolean isFinal) throws IOException {
        client.send(ClientFrame.fragment(Opcode.CONTINUATION, isFinal, "more"));

        client.expectClose(1002);
    }

    @Test
    void aFinishedMessageCannotBeContinued() throws IOException {
        client.send(
                ClientFrame.fragment(Opcode.TEXT, false, "a"),
                ClientFrame.fragment(Opcode.CONTINUATION, true, "b"),
                ClientFrame.fragment(Opcode.CONTINUATION, true, "c"));

        client.expectText("ab");
        client.expectClose(1002);
    }

    @ParameterizedTest
    @ValueSource(ints = {Opcode.TEXT, Opcode.BINARY})
    void aMessageMustNotBeginInsideAnother(int opcode) throws IOException {
        client.send(
                ClientFrame.fragment(Opcode.TEXT, false, "a"),
                ClientFrame.of(opcode, true, new byte[0]));

        client.expectClose(1002);
    }

    @Test
    void aMessageInFragmentsMayBeAsLargeAsTheLimit() throws IOException {
        client.send(
                ClientFrame.fragment(Opcode.TEXT, false, "a".repeat(65_535)),
                ClientFrame.fragment(Opcode.CONTINUATION, true, "b"));

        client.expectText("a".repeat(65_535) + "b");
    }

    @Test
    void aMessageOverTheLimitIsRefusedBeforeItsEnd() throws IOException {
        client.send(
                ClientFrame.fragment(Opcode.TEXT, false, "a".repeat(65_536)),
                ClientFrame.fragment(Opcode.CONTINUATION, false, "b"));

        client.expectClose(1009);
    }

    @Test
    void aMessageInTooManyFragmentsIsRefused() throws IOException {
        byte[][] fragments = new byte[65][];
        Arrays.fill(fragments, ClientFrame.fragment(Opcode.CONTINUATION, false, "."));
        fragments[0] = ClientFrame.fragment(Opcode.TEXT, false, ".");

        client.send(fragments);

        client.expectClose(1008);
    }
}
