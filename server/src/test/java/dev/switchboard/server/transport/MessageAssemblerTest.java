// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.switchboard.api.Code;
import dev.switchboard.api.RawMessage;
import dev.switchboard.server.delivery.Deflated;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MessageAssemblerTest {

    private static final int LONGEST = 200;
    private static final int MAX_FRAGMENTS = 3;

    private final MessageAssembler assembler = new MessageAssembler();

    private RawMessage take(int opcode, boolean isFinal, byte... payload) throws Violation {
        return assembler.take(opcode, isFinal, payload, LONGEST, MAX_FRAGMENTS);
    }

    private RawMessage take(int opcode, boolean isFinal, String payload) throws Violation {
        return take(opcode, isFinal, payload.getBytes(StandardCharsets.UTF_8));
    }

    private Code refusal(int opcode, boolean isFinal, byte... payload) {
        return catchThrowableOfType(Violation.class, () -> take(opcode, isFinal, payload)).code();
    }

    @Test
    void aFinalFrameIsAMessage() throws Violation {
        var message = take(Opcode.TEXT, true, "grüß");

        assertThat(message.isText()).isTrue();
        assertThat(message.text()).isEqualTo("grüß");
    }

    @Test
    void binaryStaysAsItIs() throws Violation {
        var message = take(Opcode.BINARY, true, (byte) 0xFF, (byte) 0);

        assertThat(message.isText()).isFalse();
        assertThat(message.bytes()).containsExactly(0xFF, 0);
    }

    @Test
    void fragmentsAreJoinedInOrder() throws Violation {
        assertThat(take(Opcode.TEXT, false, "one ")).isNull();
        assertThat(take(Opcode.CONTINUATION, false, "two ")).isNull();
        var message = take(Opcode.CONTINUATION, true, "three");

        assertThat(message.isText()).isTrue();
        assertThat(message.text()).isEqualTo("one two three");
    }

    @Test
    void binaryFragmentsMakeABinaryMessage() throws Violation {
        take(Opcode.BINARY, false, (byte) 0xC0);
        var message = take(Opcode.CONTINUATION, true, (byte) 0x80);

        assertThat(message.isText()).isFalse();
        assertThat(message.bytes()).containsExactly(0xC0, 0x80);
    }

    @Test
    void theNextMessageBeginsAnew() throws Violation {
        take(Opcode.BINARY, false, (byte) 1);
        take(Opcode.CONTINUATION, true, (byte) 2);

        assertThat(take(Opcode.TEXT, true, "new").text()).isEqualTo("new");
        assertThat(refusal(Opcode.CONTINUATION, true)).isEqualTo(Code.PROTOCOL_ERROR);
    }

    @Test
    void fragmentsMayBeEmpty() throws Violation {
        take(Opcode.TEXT, false);
        take(Opcode.CONTINUATION, false);

        assertThat(take(Opcode.CONTINUATION, true).bytes()).isEmpty();
    }

    @Test
    void nothingCannotBeContinued() {
        assertThat(refusal(Opcode.CONTINUATION, false)).isEqualTo(Code.PROTOCOL_ERROR);
    }

    @Test
    void aMessageCannotBeginInsideAnother() throws Violation {
        take(Opcode.TEXT, false, "a");

        assertThat(refusal(Opcode.TEXT, false, (byte) 'b')).isEqualTo(Code.PROTOCOL_ERROR);
    }

    @Test
    void noWholeMessageComesInsideAnother() throws Violation {
        take(Opcode.TEXT, false, "a");

        assertThat(refusal(Opcode.BINARY, true, (byte) 'b')).isEqualTo(Code.PROTOCOL_ERROR);
    }

    @Test
    void aMessageMayBeAsLargeAsTheLimit() throws Violation {
        take(Opcode.TEXT, false, "a".repeat(100));

        assertThat(take(Opcode.CONTINUATION, true, "b".repeat(100)).bytes()).hasSize(200);
    }

    @Test
    void aMessageOverTheLimitIsRefusedBeforeItsEnd() throws Violation {
        take(Opcode.TEXT, false, "a".repeat(100));

        assertThat(refusal(Opcode.CONTINUATION, false, new byte[101])).isEqualTo(Code.TOO_BIG);
    }

    @Test
    void aMessageMayHaveAsManyFragmentsAsTheLimit() throws Violation {
        take(Opcode.TEXT, false);
        take(Opcode.CONTINUATION, false);
        take(Opcode.CONTINUATION, true);

        take(Opcode.TEXT, false);
        take(Opcode.CONTINUATION, false);
        take(Opcode.CONTINUATION, false);
        assertThat(refusal(Opcode.CONTINUATION, true)).isEqualTo(Code.POLICY);
    }

    @Test
    void aCharacterMayBeSplitOverFragments() throws Violation {
        byte[] wave = "👋".getBytes(StandardCharsets.UTF_8);
        take(Opcode.TEXT, false, wave[0]);
        take(Opcode.CONTINUATION, false, wave[1], wave[2]);

        assertThat(take(Opcode.CONTINUATION, true, wave[3]).text()).isEqualTo("👋");
    }

    @Test
    void textThatIsNotUtf8IsRefused() {
        assertThat(refusal(Opcode.TEXT, true, (byte) 0xC0, (byte) 0xAF)).isEqualTo(Code.BAD_UTF8);
    }

    @Test
    void textThatEndsWithinACharacterIsRefused() {
        assertThat(refusal(Opcode.TEXT, true, (byte) 0xC3)).isEqualTo(Code.BAD_UTF8);
    }

    @Test
    void aFragmentThatCannotBeUtf8IsRefusedBeforeTheMessageIsWhole() {
        assertThat(refusal(Opcode.TEXT, false, (byte) 'a', (byte) 0xFF)).isEqualTo(Code.BAD_UTF8);
    }

    @Test
    void fragmentsThatTogetherEndWithinACharacterAreRefused() throws Violation {
        take(Opcode.TEXT, false, (byte) 0xE2);

        assertThat(refusal(Opcode.CONTINUATION, true, (byte) 0x82)).isEqualTo(Code.BAD_UTF8);
    }

    @Test
    void aSurrogateSplitOverFragmentsIsRefusedAtItsSecondByte() throws Violation {
        take(Opcode.TEXT, false, (byte) 0xED);

        assertThat(refusal(Opcode.CONTINUATION, false, (byte) 0xA0)).isEqualTo(Code.BAD_UTF8);
    }

    // Compressed messages

    private static byte[] deflated(String text) {
        return Deflated.of(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aCompressedMessageIsInflated() throws Violation {
        var message = take(Opcode.COMPRESSED | Opcode.TEXT, true, deflated("grüß"));

        assertThat(message.isText()).isTrue();
        assertThat(message.text()).isEqualTo("grüß");
    }

    @Test
    void fragmentsOfACompressedMessageAreKeptAsTheyComeAndInflatedTogether() throws Violation {
        byte[] whole = deflated("x".repeat(LONGEST));
        int half = whole.length / 2;

        take(Opcode.COMPRESSED | Opcode.BINARY, false, Arrays.copyOf(whole, half));
        assertThat(assembler.isCompressed(Opcode.CONTINUATION)).isTrue();
        assertThat(assembler.arrived()).isEqualTo(half);
        assertThat(assembler.kept()).isLessThan(LONGEST);
        var message =
                take(Opcode.CONTINUATION, true, Arrays.copyOfRange(whole, half, whole.length));

        assertThat(message.isText()).isFalse();
        assertThat(message.text()).isEqualTo("x".repeat(LONGEST));
        assertThat(assembler.isCompressed(Opcode.TEXT)).as("of the next").isFalse();
    }

    @Test
    void whatBecomesLargerThanTheLimitIsRefused() {
        assertThat(
                        refusal(
                                Opcode.COMPRESSED | Opcode.TEXT,
                                true,
                                deflated("x".repeat(LONGEST + 1))))
                .isEqualTo(Code.TOO_BIG);
    }

    @Test
    void whatIsLargerThanTheLimitBeforeItIsInflatedIsRefused() throws Violation {
        take(Opcode.COMPRESSED | Opcode.TEXT, false, new byte[LONGEST]);

        assertThat(refusal(Opcode.CONTINUATION, false, new byte[1])).isEqualTo(Code.TOO_BIG);
    }

    @Test
    void compressedTextThatIsNotUtf8IsRefused() throws Violation {
        byte[] bad = Deflated.of(new byte[] {(byte) 0xC3});
        assertThat(refusal(Opcode.COMPRESSED | Opcode.TEXT, true, bad)).isEqualTo(Code.BAD_UTF8);

        take(Opcode.COMPRESSED | Opcode.TEXT, false, bad);
        assertThat(refusal(Opcode.CONTINUATION, true)).as("in fragments").isEqualTo(Code.BAD_UTF8);
    }
}
