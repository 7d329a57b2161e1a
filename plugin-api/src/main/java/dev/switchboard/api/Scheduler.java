// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.api;

import java.time.Duration;

/**
 * Runs a plugin's tasks later, each on a virtual thread that may block. Everything scheduled ends
 * with the plugin. In tests the clock is virtual, so nobody waits.
 *
 * {@snippet class="ApiExamples" region="scheduler"}
 */
public interface Scheduler {

    /** Runs the task once, after the delay. */
    Registration after(Duration delay, Runnable task);

    /** Runs the task again and again; a run that is still going on is not overtaken by the next. */
    Registration every(Duration period, Runnable task);
}
