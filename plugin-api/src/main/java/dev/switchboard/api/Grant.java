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

    /**
     * Reads how tokens and backends write what somebody may do in rooms: the name, and behind a
     * last colon {@code r} to {@code join}, {@code w} to {@code publish}, or {@code rw} for both.
     * Without that, it is both. So {@code team-7.*:r} is to join the rooms of a team, and {@code
     * team:7} is a room with a colon in its name.
     *
     * @throws IllegalArgumentException if there is no name
     */
    public static Grant inRooms(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("rooms have a name, as in team-7.*:rw");
        }
        int colon = text.lastIndexOf(':');
        String name = colon > 0 ? text.substring(0, colon) : text;
        return switch (colon > 0 ? text.substring(colon + 1) : "") {
            case "r" -> new Grant(Set.of("join"), name);
            case "w" -> new Grant(Set.of("publish"), name);
            case "rw" -> new Grant(Set.of("join", "publish"), name);
            default -> new Grant(Set.of("join", "publish"), text);
        };
    }
}
