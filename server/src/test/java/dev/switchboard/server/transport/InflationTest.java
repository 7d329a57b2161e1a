// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import dev.switchboard.api.Code;
import dev.switchboard.server.delivery.Deflated;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7692, section 7.2.2: messages that come compressed, whole, damaged or too large. */
class InflationTest {

    private static final int LONGEST = 64 * 1024;

    private static byte[] inflate(byte[] compressed) throws Violation {
        return Inflation.ofThread().inflate(compressed, LONGEST);
    }

    private static Code refusal(byte[] compressed) {
        return catchThrowableOfType(Violation.class, () -> inflate(compressed)).code();
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    /** As long as wanted, and about a third of it when compressed. */
    private static byte[] prose(int length) {
        byte[] letters = new byte[length];
        var random = new Random(length);
        for (int at = 0; at < length; at++) {
            letters[at] = (byte) "eeeeeeetttaaooinshrdlu  ".charAt(random.nextInt(24));
        }
        return letters;
    }

    /** The examples of section 7.2.3, and one more with two final blocks. */
    @ParameterizedTest
    @CsvSource({
        "one block, f2 48 cd c9 c9 07 00, Hello",
        "no compression, 00 05 00 fa ff 48 65 6c 6c 6f 00, Hello",
        "a final block, f3 48 cd c9 c9 07 00 00, Hello",
        "two blocks, f2 48 05 00 00 00 ff ff ca c9 c9 07 00, Hello",
        "final and nothing behind it, f3 48 cd c9 c9 07 00, Hello",
        "two final blocks, f3 48 cd c9 c9 07 00 f3 48 cd c9 c9 07 00 00, HelloHello",
        "nothing, 00, ''",
    })
    void itTakesBlocksOfAnyKind(String what, String hex, String message) throws Violation {
        assertThat(new String(inflate(bytes(hex)), UTF_8)).as(what).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 4_095, 4_096, 4_097, 30_000, LONGEST - 1, LONGEST})
    void aMessageMayBeAsLargeAsTheLimit(int length) throws Violation {
        byte[] message = prose(length);

        assertThat(inflate(Deflated.of(message))).isEqualTo(message);
    }

    @Test
    void bytesThatCannotBeCompressedComeBack() throws Violation {
        byte[] noise = new byte[LONGEST];
        new Random(1).nextBytes(noise);

        assertThat(inflate(Deflated.of(noise))).isEqualTo(noise);
    }

    @Test
    void oneByteMoreIsTooLarge() {
        assertThat(refusal(Deflated.of(prose(LONGEST + 1)))).isEqualTo(Code.TOO_BIG);
    }

    /** A MiB of zeros in a KiB; what is made of them is not more than the limit. */
    @Test
    void aBombIsRefusedWithoutBeingInflated() {
        byte[] bomb = Deflated.of(new byte[1 << 20]);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        assertThat(refusal(bomb)).isEqualTo(Code.TOO_BIG);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(7 * LONGEST / 2);
    }

    /** There is no checksum, so some damage makes another message; it never does other harm. */
    @Test
    void whatIsDamagedIsRefusedOrIsAnotherMessage() {
        byte[] whole = Deflated.of(prose(1_000));
        var random = new Random(2);
        int refused = 0;
        for (int each = 0; each < 3_000; each++) {
            byte[] damaged = whole.clone();
            int from = random.nextInt(damaged.length);
            for (int at = from; at < Math.min(damaged.length, from + 3); at++) {
                damaged[at] = (byte) random.nextInt();
            }
            try {
                inflate(damaged);
            } catch (Violation violation) {
                assertThat(violation.code()).isIn(Code.BAD_UTF8, Code.TOO_BIG);
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(300);
    }

    @Test
    void aMessageThatEndsAgainAndAgainIsRefused() throws Violation {
        byte[] once = bytes("f3 48 cd c9 c9 07 00");
        assertThat(inflate(repeated(once, 17))).hasSize(17 * 5);
        assertThat(refusal(repeated(once, 18))).isEqualTo(Code.BAD_UTF8);
    }

    private static byte[] repeated(byte[] bytes, int times) {
        byte[] all = new byte[bytes.length * times];
        for (int at = 0; at < all.length; at++) {
            all[at] = bytes[at % bytes.length];
        }
        return all;
    }

    /** What ends in the middle is not taken for a shorter message. */
    @Test
    void whatIsCutOffIsRefused() {
        byte[] whole = Deflated.of(prose(1_000));
        for (int length = 0; length < whole.length; length++) {
            assertThat(refusal(Arrays.copyOf(whole, length)))
                    .as("the first %d of %d bytes", length, whole.length)
                    .isEqualTo(Code.BAD_UTF8);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ff ff ff ff", // a sort of block that there is not
                "00 05 00 00 00 48", // a length that is not confirmed
                "f2 48 cd c9 c9 07 00 07", // more behind the end
            })
    void whatIsNotDeflateIsRefused(String hex) {
        assertThat(refusal(bytes(hex))).isEqualTo(Code.BAD_UTF8);
    }

    /** A client that goes on where its last message ended has not kept to what was agreed. */
    @Test
    void nothingIsKeptFromOneMessageToTheNext() throws Violation {
        inflate(Deflated.of("Hello".getBytes(UTF_8)));

        assertThat(refusal(bytes("f2 00 11 00 00"))).isEqualTo(Code.BAD_UTF8);
    }

    @Test
    void aRefusedMessageDoesNotHarmTheNext() throws Violation {
        refusal(Deflated.of(prose(LONGEST + 1)));
        refusal(bytes("ff"));

        assertThat(inflate(Deflated.of(prose(500)))).isEqualTo(prose(500));
    }
}
