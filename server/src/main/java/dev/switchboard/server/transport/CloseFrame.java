// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.api.Code;
import dev.switchboard.server.codec.Utf8;

/** What a peer may say when it closes. Its reason is checked and not kept. */
final class CloseFrame {

    private CloseFrame() {}

    /** The code in the payload of a close frame, 0 if there is none. */
    static int code(byte[] payload) throws Violation {
        if (payload.length == 0) {
            return 0;
        }
        if (payload.length == 1) {
            throw new Violation(Code.PROTOCOL_ERROR, "half a close code");
        }
        int code = (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF);
        if (!mayBeSent(code)) {
            throw new Violation(Code.PROTOCOL_ERROR, "close code " + code + " may not be sent");
        }
        if (!Utf8.isValid(payload, 2, payload.length)) {
            throw new Violation(Code.BAD_UTF8, "the close reason is not valid UTF-8");
        }
        return code;
    }

    /** Codes that stand for a missing code are never sent, nor codes that are not defined. */
    private static boolean mayBeSent(int code) {
        return (code >= 1000 && code <= 1003)
                || (code >= 1007 && code <= 1014)
                || (code >= 3000 && code <= 4999);
    }
}
