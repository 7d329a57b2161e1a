// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.attack;

import dev.switchboard.hostile.server.Setup;
import java.io.IOException;
import java.time.Duration;

/**
 * An attack as it can be made any number of times.
 *
 * @param name on the command line and in tables
 * @param what is done, in a sentence
 * @param setup of the switch
 * @param atLeast how long it takes to have an effect
 * @param isFilling whether it takes so much that the switch lets nobody in meanwhile, as its limits
 *     say
 * @param start makes it ready against one switch
 */
public record Assault(
        String name, String what, Setup setup, Duration atLeast, boolean isFilling, Start start) {
    /** Makes an attack ready. */
    @FunctionalInterface
    public interface Start {
        Attack on(Ground ground) throws IOException;
    }

    /** One that has its effect at once. */
    Assault(String name, String what, Setup setup, Start start) {
        this(name, what, setup, Duration.ZERO, false, start);
    }

    /** The same, for such a time at least. */
    public Assault lasting(Duration time) {
        return new Assault(name, what, setup, time, isFilling, start);
    }

    Assault filling() {
        return new Assault(name, what, setup, atLeast, true, start);
    }
}
