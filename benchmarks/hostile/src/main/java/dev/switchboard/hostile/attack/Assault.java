// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.attack;

import java.io.IOException;

/**
 * An attack as it can be made any number of times.
 *
 * @param name on the command line and in tables
 * @param what is done, in a sentence
 * @param javaOptions with which the switch runs
 * @param isSecure whether the switch speaks TLS
 * @param start makes it ready against one switch
 */
public record Assault(String name, String what, String javaOptions, boolean isSecure, Start start) {
    /** Makes an attack ready. */
    @FunctionalInterface
    public interface Start {
        Attack on(Ground ground) throws IOException;
    }
}
