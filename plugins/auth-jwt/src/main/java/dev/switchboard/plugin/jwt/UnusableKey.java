// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.jwt;

import java.io.Serial;

/** A key with which no token can be checked; the message says what it is. */
final class UnusableKey extends Exception {

    @Serial private static final long serialVersionUID = 1L;

    UnusableKey(String message) {
        super(message);
    }
}
