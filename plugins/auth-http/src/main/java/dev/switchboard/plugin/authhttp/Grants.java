// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.authhttp;

import dev.switchboard.api.Grant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Reads what a user may do: rooms such as {@code team-7.*:rw}, and actions such as {@code chat}.
 */
final class Grants {

    private Grants() {}

    /** Empty if nothing is said about that. */
    static Optional<List<Grant>> of(Optional<List<String>> rooms, Optional<List<String>> actions)
            throws BadAnswer {
        if (rooms.isEmpty() && actions.isEmpty()) {
            return Optional.empty();
        }
        List<Grant> grants = new ArrayList<>();
        for (String room : rooms.orElse(List.of())) {
            grants.add(inRooms(room));
        }
        actions.filter(names -> !names.isEmpty())
                .ifPresent(names -> grants.add(new Grant(new HashSet<>(names), "*")));
        return Optional.of(grants);
    }

    private static Grant inRooms(String room) throws BadAnswer {
        try {
            return Grant.inRooms(room);
        } catch (IllegalArgumentException withoutName) {
            throw new BadAnswer("rooms has a room without a name");
        }
    }
}
