// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.api.Code;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A message that says it is compressed. Whatever it is, no more comes out than the limit, and what
 * comes out is what zlib makes of it.
 */
public final class InflationFuzz {

    private static final int LONGEST = 3000;

    private InflationFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        byte[] inflated;
        try {
            inflated = Inflation.ofThread().inflate(input, LONGEST);
        } catch (Violation expected) {
            if (expected.code() != Code.TOO_BIG && expected.code() != Code.BAD_UTF8) {
                throw new AssertionError("an unexpected code", expected);
            }
            return;
        }
        if (inflated.length > LONGEST) {
            throw new AssertionError("more than the limit");
        }
        byte[] first = firstStream(input);
        if (first.length > inflated.length
                || !Arrays.equals(first, Arrays.copyOf(inflated, first.length))) {
            throw new AssertionError("not what zlib makes of it");
        }
    }

    /** What zlib makes of it with the four bytes that the sender has left out. */
    private static byte[] firstStream(byte[] input) {
        byte[] whole = Arrays.copyOf(input, input.length + 4);
        whole[input.length + 2] = -1;
        whole[input.length + 3] = -1;
        var out = new ByteArrayOutputStream();
        byte[] piece = new byte[512];
        try (var inflater = new Inflater(true)) {
            inflater.setInput(whole);
            for (int count = inflater.inflate(piece); count > 0; count = inflater.inflate(piece)) {
                out.write(piece, 0, count);
            }
        } catch (DataFormatException e) {
            throw new AssertionError("zlib does not take it", e);
        }
        return out.toByteArray();
    }
}
