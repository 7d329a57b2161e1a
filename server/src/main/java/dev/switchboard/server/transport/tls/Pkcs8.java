// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport.tls;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Wraps the older forms of private keys into PKCS #8, the only one that the JDK reads: a version,
 * the name of the algorithm, and the old form as a string of bytes.
 */
final class Pkcs8 {

    private static final int INTEGER = 0x02;
    private static final int BYTES = 0x04;
    private static final int SEQUENCE = 0x30;

    /** The field of an elliptic key that names its curve. */
    private static final int CURVE = 0xA0;

    private static final byte[] VERSION = {INTEGER, 1, 0};

    /** 1.2.840.113549.1.1.1, without parameters. */
    private static final byte[] RSA = HexFormat.of().parseHex("06092a864886f70d0101010500");

    /** 1.2.840.10045.2.1; its parameter is the curve. */
    private static final byte[] ELLIPTIC = HexFormat.of().parseHex("06072a8648ce3d0201");

    private Pkcs8() {}

    /** From PKCS #1. */
    static byte[] ofRsa(byte[] key) {
        return wrapped(RSA, key);
    }

    /** From SEC 1; empty if the key does not name its curve. */
    static Optional<byte[]> ofElliptic(byte[] key) {
        try {
            var fields = field(ByteBuffer.wrap(key), SEQUENCE);
            field(fields, INTEGER);
            field(fields, BYTES);
            var curve = field(fields, CURVE);
            byte[] name = new byte[curve.remaining()];
            curve.get(name);
            return Optional.of(wrapped(joined(ELLIPTIC, name), key));
        } catch (BufferUnderflowException | IllegalArgumentException noSuchField) {
            return Optional.empty();
        }
    }

    private static byte[] wrapped(byte[] algorithm, byte[] key) {
        return encoded(
                SEQUENCE, joined(VERSION, encoded(SEQUENCE, algorithm), encoded(BYTES, key)));
    }

    /** What the next field holds, which must be of this type. */
    private static ByteBuffer field(ByteBuffer from, int type) {
        if ((from.get() & 0xFF) != type) {
            throw new IllegalArgumentException("another field");
        }
        int length = from.get() & 0xFF;
        if (length > 0x82) {
            throw new IllegalArgumentException("no key is so long");
        }
        if (length >= 0x80) {
            int bytes = length - 0x80;
            length = 0;
            for (int each = 0; each < bytes; each++) {
                length = length << 8 | (from.get() & 0xFF);
            }
        }
        if (length > from.remaining()) {
            throw new BufferUnderflowException();
        }
        var content = from.slice(from.position(), length);
        from.position(from.position() + length);
        return content;
    }

    /** A field with its type and its length. */
    private static byte[] encoded(int type, byte[] content) {
        int length = content.length;
        byte[] head =
                length < 0x80
                        ? new byte[] {(byte) type, (byte) length}
                        : length < 0x100
                                ? new byte[] {(byte) type, (byte) 0x81, (byte) length}
                                : new byte[] {
                                    (byte) type, (byte) 0x82, (byte) (length >> 8), (byte) length
                                };
        return joined(head, content);
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
