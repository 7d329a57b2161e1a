// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.api.Code;

/** A peer broke the rules; its connection is closed with this code. */
final class Violation extends Exception {

    private static final long serialVersionUID = 1L;

    private final Code code;

    Violation(Code code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    Code code() {
        return code;
    }
}
