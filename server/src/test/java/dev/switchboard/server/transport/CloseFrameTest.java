// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.switchboard.api.Code;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloseFrameTest {

    private static byte[] payload(int code, byte... reason) {
        return ClientFrame.joined(new byte[] {(byte) (code >> 8), (byte) code}, reason);
    }

    private static Code refusal(byte... payload) {
        return catchThrowableOfType(Violation.class, () -> CloseFrame.code(payload)).code();
    }

    @Test
    void mayBeEmpty() throws Violation {
        assertThat(CloseFrame.code(new byte[0])).isZero();
    }

    @Test
    void cannotBeHalfACode() {
        assertThat(refusal((byte) 3)).isEqualTo(Code.PROTOCOL_ERROR);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999,
                4000, 4999
            })
    void readsACodeThatMayBeSent(int code) throws Violation {
        assertThat(CloseFrame.code(payload(code))).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 32_768, 65_535
            })
    void refusesACodeThatMayNot(int code) {
        assertThat(refusal(payload(code))).isEqualTo(Code.PROTOCOL_ERROR);
    }

    @Test
    void takesAReason() throws Violation {
        byte[] reason = "schön: 完, 👋".getBytes(StandardCharsets.UTF_8);

        assertThat(CloseFrame.code(payload(4000, reason))).isEqualTo(4000);
    }

    @Test
    void refusesAReasonThatIsNotUtf8() {
        assertThat(refusal(payload(1000, (byte) 'a', (byte) 0xFF))).isEqualTo(Code.BAD_UTF8);
    }

    @Test
    void refusesAReasonThatEndsWithinACharacter() {
        assertThat(refusal(payload(1000, (byte) 0xE5, (byte) 0xAE))).isEqualTo(Code.BAD_UTF8);
    }
}
