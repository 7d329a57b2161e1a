// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.time;

/** Where a thread stands that does not come back; never thrown, but logged for its stack. */
public final class StuckThread extends Exception {

    public StuckThread(Thread thread) {
        super(thread.getName() + " stands here", null, false, true);
        setStackTrace(thread.getStackTrace());
    }
}
