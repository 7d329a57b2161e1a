// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A frame that came from the switch; its payload is inflated. */
@SuppressWarnings("ArrayRecordComponent") // compared by what is in it, never as a whole
record ServerFrame(int opcode, boolean isCompressed, byte[] payload) {

    String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    boolean isClose() {
        return opcode == Opcode.CLOSE;
    }

    /** The close code, 0 if there is none. */
    int code() {
        return payload.length < 2 ? 0 : (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF);
    }

    /** What is said beside the close code. */
    String reason() {
        return payload.length < 2
                ? ""
                : new String(
                        Arrays.copyOfRange(payload, 2, payload.length), StandardCharsets.UTF_8);
    }
}
