// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.jwt;

import dev.switchboard.api.Grant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Turns what a token says about rooms and actions into grants. */
final class Grants {

    private static final String ANYWHERE = "*";

    private Grants() {}

    /**
     * All that the token allows in rooms; empty if it says nothing of rooms and actions, so that
     * others decide.
     *
     * @param rooms as {@link Grant#inRooms} reads them
     * @param actions what is allowed anywhere
     */
    static Optional<List<Grant>> of(Optional<List<String>> rooms, Optional<List<String>> actions) {
        if (rooms.isEmpty() && actions.isEmpty()) {
            return Optional.empty();
        }
        List<Grant> grants = new ArrayList<>();
        rooms.orElse(List.of()).forEach(room -> grants.add(inRooms(room)));
        actions.filter(some -> !some.isEmpty())
                .ifPresent(some -> grants.add(new Grant(new HashSet<>(some), ANYWHERE)));
        return Optional.of(grants);
    }

    private static Grant inRooms(String room) {
        try {
            return Grant.inRooms(room);
        } catch (IllegalArgumentException withoutName) {
            throw Refusals.bad("the token names a room without a name");
        }
    }
}
