// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import org.jspecify.annotations.Nullable;

/**
 * Code that gives no answer and for which nobody waits.
 *
 * @param after run when it is over
 */
record Telling(Runnable code, Runnable after) implements Work {

    @Override
    public @Nullable Object run() {
        code.run();
        return null;
    }

    @Override
    public void settled(Outcome outcome) {}

    @Override
    public void ended() {
        after.run();
    }
}
