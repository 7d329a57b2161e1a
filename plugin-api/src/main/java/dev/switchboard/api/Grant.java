// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.api;

import java.util.Set;

/**
 * Allows some actions, in some rooms.
 *
 * {@snippet class="ApiExamples" region="authenticator"}
 *
 * @param actions such as {@code join} or {@code publish}, as kinds name them by {@link Needs}
 * @param rooms names of rooms; a {@code *} stands for any characters, or none. Actions that have
 *     nothing to do with a room are granted whatever it says
 */
public record Grant(Set<String> actions, String rooms) {

    /** Keeps the actions as they are now. */
    public Grant {
        actions = Set.copyOf(actions);
    }
}
