// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

/** The kinds of frames, by their number on the wire, and the bit beside it that may be set. */
final class Opcode {

    static final int CONTINUATION = 0x0;
    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xA;

    /** The bit RSV1, which says that a message is compressed (RFC 7692, section 6). */
    static final int COMPRESSED = 0x40;

    private Opcode() {}

    static boolean isKnown(int opcode) {
        return opcode <= BINARY || (opcode >= CLOSE && opcode <= PONG);
    }

    /** Whether a message may begin with such a frame. */
    static boolean isBeginning(int opcode) {
        return opcode == TEXT || opcode == BINARY;
    }

    static boolean isControl(int opcode) {
        return (opcode & 0x8) != 0;
    }
}
