// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JDK's decoder, which is slower and cannot be asked in pieces, is the judge. */
final class Utf8Test {
    private static final HexFormat HEX = HexFormat.of();

    private static boolean isValid(byte[] bytes) {
        return Utf8.isValid(bytes, 0, bytes.length);
    }

    private static boolean jdkSaysValid(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }

    /** Called too often for a fluent assertion to be made each time. */
    private static void assertJudgedAsTheJdkDoes(byte[] bytes) {
        if (isValid(bytes) != jdkSaysValid(bytes)) {
            fail(HEX.formatHex(bytes));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "7f",
                "c280",
                "dfbf",
                "e0a080",
                "ed9fbf",
                "ee8080",
                "efbfbf",
                "f0908080",
                "f48fbfbf",
                "efbbbf41",
                "6161616161616161c3a46161616161616161",
            })
    void validTextIsValid(String hex) {
        assertThat(isValid(HEX.parseHex(hex))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // bytes from the middle, bytes that never occur
                "80",
                "bf",
                "fe",
                "ff",
                "f8",
                "61616161616161618061",
                // longer forms than needed
                "c080",
                "c1bf",
                "e08080",
                "e09fbf",
                "f0808080",
                "f08fbfbf",
                "f888808080",
                // surrogates, alone and in pairs
                "eda080",
                "edbfbf",
                "eda080edb080",
                // beyond U+10FFFF
                "f4908080",
                "f5808080",
                "f7bfbfbf",
                // cut short
                "c2",
                "e0",
                "e0a0",
                "f0",
                "f090",
                "f09080",
                "6161616161616161e282",
                // something else in the middle
                "c241",
                "e0a041",
                "e041a0",
                "f0908041",
                "f09041",
                "c2c2a9",
            })
    void invalidTextIsInvalid(String hex) {
        assertThat(isValid(HEX.parseHex(hex))).isFalse();
    }

    @Test
    void everyCharacterIsJudgedAsTheJdkDoes() {
        for (int character = 0; character <= Character.MAX_CODE_POINT; character++) {
            if (character < 0xd800 || character > 0xdfff) {
                assertJudgedAsTheJdkDoes(
                        Character.toString(character).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void everyFewBytesAreJudgedAsTheJdkDoes() {
        byte[] telling = HEX.parseHex("00417f808f909fa0bfc0c1c2dfe0e1edeeeff0f1f4f5ff");
        byte[] bytes = new byte[4];
        for (byte first : telling) {
            for (byte second : telling) {
                for (byte third : telling) {
                    for (byte fourth : telling) {
                        bytes[0] = first;
                        bytes[1] = second;
                        bytes[2] = third;
                        bytes[3] = fourth;
                        assertJudgedAsTheJdkDoes(bytes);
                    }
                }
            }
        }
    }

    @Test
    void damagedTextIsJudgedAsTheJdkDoes() {
        var random = new Random(3);
        byte[] text =
                "plain ascii, then ä€😀 and more plain ascii 0123456789 ü"
                        .getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 50_000; round++) {
            byte[] damaged = text.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            assertJudgedAsTheJdkDoes(damaged);
        }
    }

    @Test
    void onlyTheRangeCounts() {
        byte[] bytes = HEX.parseHex("ff" + "c3a4" + "61".repeat(20) + "ff");

        assertThat(Utf8.isValid(bytes, 1, bytes.length - 1)).isTrue();
        assertThat(Utf8.isValid(bytes, 0, bytes.length - 1)).isFalse();
        assertThat(Utf8.isValid(bytes, 1, bytes.length)).isFalse();
        assertThat(Utf8.isValid(bytes, 2, bytes.length - 1)).isFalse();
        assertThat(Utf8.isValid(bytes, 1, 2)).isFalse();
        assertThat(Utf8.isValid(bytes, 5, 5)).isTrue();
    }

    @Test
    void aTextInPiecesIsValidHoweverItIsCut() {
        byte[] text =
                "abcdefgh ä€😀\u07ff\ud7ff\uffff ijklmnopqrstuvw".getBytes(StandardCharsets.UTF_8);
        for (int first = 0; first <= text.length; first++) {
            for (int second = first; second <= text.length; second++) {
                var check = new Utf8();
                assertThat(check.accept(text, 0, first)).isTrue();
                assertThat(check.accept(text, first, second)).isTrue();
                assertThat(check.accept(text, second, text.length)).isTrue();
                assertThat(check.isWhole()).isTrue();
            }
        }
    }

    @Test
    void aPieceThatEndsInsideACharacterIsNotWhole() {
        byte[] text = "a😀".getBytes(StandardCharsets.UTF_8);
        var check = new Utf8();

        assertThat(check.accept(text, 0, 3)).isTrue();
        assertThat(check.isWhole()).isFalse();

        assertThat(check.accept(text, 3, text.length)).isTrue();
        assertThat(check.isWhole()).isTrue();
    }

    @Test
    void anErrorIsSeenAtItsFirstByteAndStays() {
        byte[] wrong = HEX.parseHex("61f08f");
        var check = new Utf8();

        assertThat(check.accept(wrong, 0, 2)).isTrue();
        assertThat(check.accept(wrong, 2, 3)).isFalse();
        assertThat(check.accept(wrong, 0, 1)).isFalse();
        assertThat(check.accept(Arrays.copyOf(wrong, 1), 1, 1)).isFalse();
        assertThat(check.isWhole()).isFalse();
    }
}
