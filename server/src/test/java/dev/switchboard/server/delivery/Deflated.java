// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * The payloads of compressed messages, as a peer makes and reads them (RFC 7692, section 7.2), each
 * without anything of the one before.
 */
public final class Deflated {

    private static final byte[] TAIL = {0, 0, -1, -1};

    private Deflated() {}

    /** The payload of a message that is sent compressed. */
    public static byte[] of(byte[] message) {
        var out = new ByteArrayOutputStream();
        try (var deflater = new Deflater(Deflater.BEST_COMPRESSION, true)) {
            deflater.setInput(message);
            byte[] piece = new byte[1024];
            for (int count = 1; count > 0; ) {
                count = deflater.deflate(piece, 0, piece.length, Deflater.SYNC_FLUSH);
                out.write(piece, 0, count);
            }
        }
        byte[] all = out.toByteArray();
        if (all.length == 0) {
            return new byte[] {0};
        }
        int length = all.length - TAIL.length;
        if (!Arrays.equals(Arrays.copyOfRange(all, length, all.length), TAIL)) {
            throw new AssertionError("deflated data without its tail");
        }
        return Arrays.copyOf(all, length);
    }

    /** The message of a payload that came compressed. */
    public static byte[] inflate(byte[] payload) {
        var out = new ByteArrayOutputStream();
        try (var inflater = new Inflater(true)) {
            byte[] piece = new byte[1024];
            for (byte[] input : new byte[][] {payload, TAIL}) {
                inflater.setInput(input);
                while (!inflater.needsInput()) {
                    out.write(piece, 0, inflater.inflate(piece));
                }
            }
        } catch (DataFormatException e) {
            throw new AssertionError("not deflated: " + Arrays.toString(payload), e);
        }
        return out.toByteArray();
    }
}
