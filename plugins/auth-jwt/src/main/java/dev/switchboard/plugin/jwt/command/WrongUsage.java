// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.jwt.command;

import java.io.Serial;

/** Thrown for words that are not understood; the message says what is wrong. */
final class WrongUsage extends Exception {

    @Serial private static final long serialVersionUID = 1L;

    WrongUsage(String message) {
        super(message);
    }
}
