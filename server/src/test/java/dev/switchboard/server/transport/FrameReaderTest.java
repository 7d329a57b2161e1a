// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import dev.switchboard.api.Code;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {

    private static final int LONGEST = 1 << 20;

    private record Seen(int opcode, boolean isFinal, ByteBuffer payload) {}

    private final FrameReader reader = new FrameReader(false);
    private final List<Seen> seen = new ArrayList<>();

    /** The sink is asked to stop after each frame whose payload begins with this. */
    private static final byte STOP = 's';

    private boolean take(int opcode, boolean isFinal, byte[] payload) {
        seen.add(new Seen(opcode, isFinal, ByteBuffer.wrap(payload)));
        return payload.length == 0 || payload[0] != STOP;
    }

    private int read(byte[] bytes, int from, int to) throws Violation {
        return reader.read(bytes, from, to, LONGEST, this::take);
    }

    private Violation refusal(byte[] bytes) {
        return refusal(bytes, LONGEST);
    }

    private Violation refusal(byte[] bytes, int longest) {
        return catchThrowableOfType(
                Violation.class, () -> reader.read(bytes, 0, bytes.length, longest, this::take));
    }

    private static byte[] payload(int length) {
        byte[] payload = new byte[length];
        new Random(length).nextBytes(payload);
        if (length > 0) {
            payload[0] = 1;
        }
        return payload;
    }

    private static Seen binary(byte[] payload) {
        return new Seen(Opcode.BINARY, true, ByteBuffer.wrap(payload));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 125, 126, 127, 65_535, 65_536})
    void readsAFrameThatComesWhole(int length) throws Violation {
        byte[] payload = payload(length);
        byte[] frame = ClientFrame.binary(payload);

        assertThat(read(frame, 0, frame.length)).isEqualTo(frame.length);
        assertThat(seen).containsExactly(binary(payload));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 125, 126, 127, 65_535, 65_536})
    void readsAFrameThatComesByteByByte(int length) throws Violation {
        byte[] payload = payload(length);
        byte[] frame = ClientFrame.binary(payload);

        for (int at = 0; at < frame.length; at++) {
            assertThat(seen).isEmpty();
            assertThat(read(frame, at, at + 1)).isEqualTo(at + 1);
        }
        assertThat(seen).containsExactly(binary(payload));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 125, 126, 127, 1_000, 65_535, 65_536})
    void readsTwoFramesWhereverTheyAreSplit(int length) throws Violation {
        byte[] payload = payload(length);
        byte[] frames = ClientFrame.joined(ClientFrame.binary(payload), ClientFrame.ping("p"));
        var ping = new Seen(Opcode.PING, true, ByteBuffer.wrap(new byte[] {'p'}));

        for (int split : interestingSplits(frames.length)) {
            seen.clear();
            read(frames, 0, split);
            read(frames, split, frames.length);
            assertThat(seen).as("split at %d", split).containsExactly(binary(payload), ping);
        }
    }

    /** All, or for long streams those near the ends and some between. */
    private static int[] interestingSplits(int length) {
        return IntStream.rangeClosed(0, length)
                .filter(at -> at < 300 || at > length - 30 || at % 1_021 == 0)
                .toArray();
    }

    @Test
    void readsASecondFrameWhoseHeaderIsSplitInThree() throws Violation {
        byte[] first = ClientFrame.text("one");
        byte[] payload = payload(70_000);
        byte[] frames = ClientFrame.joined(first, ClientFrame.binary(payload));
        int header = first.length;

        read(frames, 0, header + 1);
        read(frames, header + 1, header + 4);
        read(frames, header + 4, header + 13);
        read(frames, header + 13, frames.length);

        assertThat(seen).hasSize(2).last().isEqualTo(binary(payload));
    }

    @Test
    void unmasksAtAnyAlignment() throws Violation {
        for (int length = 0; length <= 33; length++) {
            byte[] payload = payload(length);
            byte[] frame = ClientFrame.binary(payload);
            for (int offset = 0; offset < 17; offset++) {
                byte[] buffer = new byte[offset + frame.length + 5];
                Arrays.fill(buffer, (byte) 0x55);
                System.arraycopy(frame, 0, buffer, offset, frame.length);
                byte[] before = buffer.clone();
                seen.clear();

                read(buffer, offset, offset + frame.length);

                assertThat(seen).as("%d at %d", length, offset).containsExactly(binary(payload));
                assertThat(buffer).as("the bytes read are not changed").isEqualTo(before);
            }
        }
    }

    @Test
    void handsOnOpcodeAndFinalBit() throws Violation {
        byte[] frames =
                ClientFrame.joined(
                        ClientFrame.fragment(Opcode.TEXT, false, "a"),
                        ClientFrame.pong("b"),
                        ClientFrame.fragment(Opcode.CONTINUATION, true, "c"),
                        ClientFrame.of(Opcode.CLOSE, true, new byte[0]));

        read(frames, 0, frames.length);

        assertThat(seen)
                .extracting(Seen::opcode)
                .containsExactly(Opcode.TEXT, Opcode.PONG, Opcode.CONTINUATION, Opcode.CLOSE);
        assertThat(seen).extracting(Seen::isFinal).containsExactly(false, true, true, true);
    }

    @Test
    void stopsWhenToldToAndGoesOnFromThere() throws Violation {
        byte[] stop = ClientFrame.text("stop");
        byte[] frames = ClientFrame.joined(stop, ClientFrame.text("go"), stop);

        int used = read(frames, 0, frames.length);
        assertThat(used).isEqualTo(stop.length);
        assertThat(seen).hasSize(1);

        assertThat(read(frames, used, frames.length)).isEqualTo(frames.length);
        assertThat(seen).hasSize(3);
    }

    @Test
    void stopsAtTheRightPlaceWhereverTheStoppingFrameWasSplit() throws Violation {
        byte[] stop = ClientFrame.text("stop, please");
        byte[] frames = ClientFrame.joined(stop, ClientFrame.text("go"));

        for (int split = 0; split < stop.length; split++) {
            seen.clear();
            assertThat(read(frames, 0, split)).isEqualTo(split);
            int used = read(frames, split, frames.length);
            assertThat(used).as("split at %d", split).isEqualTo(stop.length);
            assertThat(seen).hasSize(1);
            read(frames, used, frames.length);
            assertThat(seen).hasSize(2);
        }
    }

    @Test
    void anAnnouncedLengthTakesNoMemoryBeforeTheBytesCome() throws Violation {
        int longest = 256 << 20;
        byte[] start =
                ClientFrame.joined(
                        ClientFrame.header(ClientFrame.FINAL | Opcode.BINARY, longest),
                        new byte[100]);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        reader.read(start, 0, start.length, longest, this::take);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(100_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, 0x8000_0000_0000_0005L})
    void refusesANegativeLength(long length) {
        byte[] header = ClientFrame.header(ClientFrame.FINAL | Opcode.BINARY, length);

        assertThat(refusal(header).code()).isEqualTo(Code.PROTOCOL_ERROR);
    }

    @ParameterizedTest
    @ValueSource(longs = {1_001, 65_536, 1L << 32, (1L << 32) + 5, Long.MAX_VALUE})
    void refusesALengthOverTheLimitBeforeThePayloadComes(long length) {
        byte[] header = ClientFrame.header(ClientFrame.FINAL | Opcode.TEXT, length);

        var refusal = refusal(header, 1_000);

        assertThat(refusal.code()).isEqualTo(Code.TOO_BIG);
        assertThat(refusal).hasMessageContaining("1000").hasMessageContaining("" + length);
    }

    @Test
    void takesALengthAtTheLimit() {
        byte[] frame = ClientFrame.binary(payload(1_000));

        assertThatCode(() -> reader.read(frame, 0, frame.length, 1_000, this::take))
                .doesNotThrowAnyException();
        assertThat(seen).hasSize(1);
    }

    @Test
    void aSmallLimitForMessagesDoesNotConcernControlFrames() throws Violation {
        byte[] ping = ClientFrame.ping("p".repeat(125));

        reader.read(ping, 0, ping.length, 100, this::take);

        assertThat(seen).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x40, 0x20, 0x10, 0x70})
    void refusesReservedBitsAtTheFirstByte(int bits) {
        assertThat(refusal(new byte[] {(byte) (ClientFrame.FINAL | bits | Opcode.TEXT)}).code())
                .isEqualTo(Code.PROTOCOL_ERROR);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 6, 7, 0xB, 0xC, 0xD, 0xE, 0xF})
    void refusesReservedOpcodesAtTheFirstByte(int opcode) {
        assertThat(refusal(new byte[] {(byte) (ClientFrame.FINAL | opcode)}).code())
                .isEqualTo(Code.PROTOCOL_ERROR);
    }

    @ParameterizedTest
    @ValueSource(ints = {Opcode.CLOSE, Opcode.PING, Opcode.PONG})
    void refusesFragmentedControlFrames(int opcode) {
        assertThat(refusal(new byte[] {(byte) opcode}).code()).isEqualTo(Code.PROTOCOL_ERROR);
    }

    @ParameterizedTest
    @ValueSource(ints = {Opcode.CLOSE, Opcode.PING, Opcode.PONG})
    void refusesLongControlFrames(int opcode) {
        assertThat(refusal(ClientFrame.header(ClientFrame.FINAL | opcode, 126)).code())
                .isEqualTo(Code.PROTOCOL_ERROR);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 125})
    void refusesAShortLengthInTwoBytes(int length) {
        assertThat(refusal(ClientFrame.inTwoBytes(Opcode.BINARY, payload(length))).code())
                .isEqualTo(Code.PROTOCOL_ERROR);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 126, 1_000, 65_535})
    void refusesAShortLengthInEightBytes(int length) {
        assertThat(refusal(ClientFrame.inEightBytes(Opcode.BINARY, payload(length))).code())
                .isEqualTo(Code.PROTOCOL_ERROR);
    }

    @Test
    void refusesAFrameThatIsNotMaskedAtTheSecondByte() {
        byte[] frame = ClientFrame.unmasked(Opcode.TEXT, new byte[] {'x'});

        assertThat(refusal(Arrays.copyOf(frame, 2)).code()).isEqualTo(Code.PROTOCOL_ERROR);
    }

    @Test
    void refusesTheSameWhenTheFirstByteCameAlone() throws Violation {
        byte[] frame = ClientFrame.unmasked(Opcode.TEXT, new byte[] {'x'});

        read(frame, 0, 1);

        var refusal = catchThrowableOfType(Violation.class, () -> read(frame, 1, frame.length));
        assertThat(refusal.code()).isEqualTo(Code.PROTOCOL_ERROR);
    }

    @Test
    void handsOnWhatCameBeforeAViolation() {
        byte[] frames =
                ClientFrame.joined(
                        ClientFrame.text("fine"), ClientFrame.withFirstByte(0xC1, new byte[2]));

        assertThat(refusal(frames)).isNotNull();
        assertThat(seen).hasSize(1);
    }

    // The bit that says that a message is compressed

    @ParameterizedTest
    @ValueSource(ints = {Opcode.TEXT, Opcode.BINARY})
    void whoHasAgreedMaySayThatAMessageIsCompressed(int opcode) throws Violation {
        byte[] first = ClientFrame.withFirstByte(Opcode.COMPRESSED | opcode, new byte[] {1, 2, 3});
        byte[] frames = ClientFrame.joined(first, ClientFrame.of(0, true, new byte[] {4}));

        for (int split = 0; split <= frames.length; split++) {
            seen.clear();
            var agreed = new FrameReader(true);
            agreed.read(frames, 0, split, LONGEST, this::take);
            agreed.read(frames, split, frames.length, LONGEST, this::take);

            assertThat(seen)
                    .as("split at %d", split)
                    .extracting(Seen::opcode)
                    .containsExactly(Opcode.COMPRESSED | opcode, Opcode.CONTINUATION);
        }
        assertThat(refusal(first).code()).as("of another").isEqualTo(Code.PROTOCOL_ERROR);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                Opcode.COMPRESSED | Opcode.CONTINUATION,
                Opcode.COMPRESSED | Opcode.PING,
                Opcode.COMPRESSED | Opcode.PONG,
                Opcode.COMPRESSED | Opcode.CLOSE,
                Opcode.COMPRESSED | 0x3,
                0x20 | Opcode.TEXT,
                0x10 | Opcode.TEXT,
                0x60 | Opcode.TEXT,
            })
    void nothingElseMayBeSaidByReservedBits(int first) {
        byte[] frame = ClientFrame.withFirstByte(ClientFrame.FINAL | first, new byte[0]);
        var refusal =
                catchThrowableOfType(
                        Violation.class,
                        () ->
                                new FrameReader(true)
                                        .read(frame, 0, frame.length, LONGEST, this::take));

        assertThat(refusal.code()).isEqualTo(Code.PROTOCOL_ERROR);
    }

    @Test
    void aCompressedFrameMustNotBeLongerThanOthers() {
        byte[] header =
                ClientFrame.header(ClientFrame.FINAL | Opcode.COMPRESSED | Opcode.TEXT, 101);
        var refusal =
                catchThrowableOfType(
                        Violation.class,
                        () ->
                                new FrameReader(true)
                                        .read(header, 0, header.length, 100, this::take));

        assertThat(refusal.code()).isEqualTo(Code.TOO_BIG);
    }
}
