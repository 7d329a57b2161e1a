// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.api.Code;
import dev.switchboard.server.codec.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a peer said when it closed.
 *
 * @param code its code, 0 if it gave none
 * @param reason its reason, maybe empty
 */
record CloseFrame(int code, String reason) {

    /** Reads the payload of a close frame. */
    static CloseFrame read(byte[] payload) throws Violation {
        if (payload.length == 0) {
            return new CloseFrame(0, "");
        }
        if (payload.length == 1) {
            throw new Violation(Code.PROTOCOL_ERROR, "half a close code");
        }
        int code = (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF);
        if (!mayBeSent(code)) {
            throw new Violation(Code.PROTOCOL_ERROR, "close code " + code + " may not be sent");
        }
        byte[] reason = Arrays.copyOfRange(payload, 2, payload.length);
        if (!Utf8.isValid(reason, 0, reason.length)) {
            throw new Violation(Code.BAD_UTF8, "the close reason is not valid UTF-8");
        }
        return new CloseFrame(code, new String(reason, StandardCharsets.UTF_8));
    }

    /**
     * Those that stand for the lack of a code are never sent, nor those that nobody has defined.
     */
    private static boolean mayBeSent(int code) {
        return (code >= 1000 && code <= 1003)
                || (code >= 1007 && code <= 1014)
                || (code >= 3000 && code <= 4999);
    }
}
