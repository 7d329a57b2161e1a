// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.api;

import java.util.function.DoubleSupplier;

/**
 * A plugin's own figures. They appear beside those of the switch, named {@code plugin_<id>_<name>};
 * counters end in {@code _total} and timers in {@code _seconds}, which is added where it is
 * missing. Names are fixed words: never put a room, a user or anything else that clients choose
 * into one.
 *
 * {@snippet class="ApiExamples" region="metrics"}
 */
public interface Metrics {

    /** Counts things that happened. The same name gives the same counter. */
    Counter counter(String name);

    /** Measures how long something takes. The same name gives the same timer. */
    Timer timer(String name);

    /** Shows a value that is read when somebody looks. */
    Registration gauge(String name, DoubleSupplier value);
}
