// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.time;

import java.io.Serial;

/** The stack of a thread that does not come back. It is never thrown, only logged. */
public final class StuckThread extends Exception {

    @Serial private static final long serialVersionUID = 1;

    public StuckThread(Thread thread) {
        super(thread.getName() + " stands here", null, false, true);
        setStackTrace(thread.getStackTrace());
    }
}
