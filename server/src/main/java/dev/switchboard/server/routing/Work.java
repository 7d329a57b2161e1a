// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import org.jspecify.annotations.Nullable;

/** One piece of a plugin's code that is to run once, and what to do with its outcome. */
interface Work {

    /**
     * Runs the code.
     *
     * @return what it has to say, a stage of what it will have to say, or null
     */
    @Nullable Object run() throws Exception;

    /** Called once, by the thread that decided the outcome, which must not wait. */
    void settled(Outcome outcome);

    /** Called once, when nothing of it is left at work; maybe long after it was late. */
    default void ended() {}
}
