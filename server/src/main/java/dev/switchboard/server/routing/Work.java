// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import org.jspecify.annotations.Nullable;

/** A piece of a plugin's code that is to be run once, and what follows from its outcome. */
interface Work {

    /**
     * Runs the code.
     *
     * @return what it has to say, a stage of what it will have to say, or null
     */
    @Nullable Object run() throws Exception;

    /** Called once, by whichever thread found out, which must not wait. */
    void settled(Outcome outcome);

    /** Called once, when nothing of it is left at work; maybe long after it was late. */
    default void ended() {}
}
