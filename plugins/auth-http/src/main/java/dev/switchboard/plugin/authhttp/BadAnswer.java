// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.authhttp;

import java.io.Serial;

/**
 * An answer that means nothing. Its text is for the log, and holds nothing of the answer itself.
 */
final class BadAnswer extends Exception {

    @Serial private static final long serialVersionUID = 1;

    BadAnswer(String why) {
        super(why, null, false, false);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
