// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.server.delivery.Deflated;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Frames as clients send them, masked as in the examples of RFC 6455; some wrong on purpose. */
final class ClientFrame {

    static final int FINAL = 0x80;
    private static final byte[] MASK = {0x37, (byte) 0xFA, 0x21, 0x3D};
    private static final int MASKED = 0x80;

    private ClientFrame() {}

    static byte[] text(String text) {
        return of(Opcode.TEXT, true, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] binary(byte[] payload) {
        return of(Opcode.BINARY, true, payload);
    }

    /** A text that is sent compressed. */
    static byte[] compressed(String text) {
        return compressed(Deflated.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A text whose payload is said to be compressed. */
    static byte[] compressed(byte[] payload) {
        return withFirstByte(FINAL | Opcode.COMPRESSED | Opcode.TEXT, payload);
    }

    static byte[] ping(String payload) {
        return of(Opcode.PING, true, payload.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] pong(String payload) {
        return of(Opcode.PONG, true, payload.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] close(int code, String reason) {
        return of(
                Opcode.CLOSE,
                true,
                joined(
                        new byte[] {(byte) (code >> 8), (byte) code},
                        reason.getBytes(StandardCharsets.UTF_8)));
    }

    /** One of several frames of a message. */
    static byte[] fragment(int opcode, boolean isFinal, String text) {
        return of(opcode, isFinal, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] of(int opcode, boolean isFinal, byte[] payload) {
        return withFirstByte((isFinal ? FINAL : 0) | opcode, payload);
    }

    /** A frame whose first byte, with its flags and opcode, is what the test wants. */
    static byte[] withFirstByte(int first, byte[] payload) {
        byte[] masked = payload.clone();
        for (int at = 0; at < masked.length; at++) {
            masked[at] ^= MASK[at & 3];
        }
        return joined(header(first, payload.length), masked);
    }

    static byte[] unmasked(int opcode, byte[] payload) {
        return joined(new byte[] {(byte) (FINAL | opcode), (byte) payload.length}, payload);
    }

    /** The header of a frame that announces so many bytes, as short as it can be. */
    static byte[] header(int first, long length) {
        var header = ByteBuffer.allocate(14).put((byte) first);
        if (length >= 0 && length <= 125) {
            header.put((byte) (MASKED | length));
        } else if (length >= 0 && length <= 0xFFFF) {
            header.put((byte) (MASKED | 126)).putShort((short) length);
        } else {
            header.put((byte) (MASKED | 127)).putLong(length);
        }
        header.put(MASK).flip();
        byte[] bytes = new byte[header.remaining()];
        header.get(bytes);
        return bytes;
    }

    /** A frame whose length is written in two bytes, though it may fit into fewer. */
    static byte[] inTwoBytes(int opcode, byte[] payload) {
        var length = ByteBuffer.allocate(2).putShort((short) payload.length);
        return withLength(opcode, 126, length.array(), payload);
    }

    /** A frame whose length is written in eight bytes, though it may fit into fewer. */
    static byte[] inEightBytes(int opcode, byte[] payload) {
        var length = ByteBuffer.allocate(8).putLong(payload.length);
        return withLength(opcode, 127, length.array(), payload);
    }

    private static byte[] withLength(int opcode, int form, byte[] length, byte[] payload) {
        byte[] start = {(byte) (FINAL | opcode), (byte) (MASKED | form)};
        return joined(start, length, new byte[MASK.length], payload);
    }

    static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
