// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.jwt;

import dev.switchboard.api.Grant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what a token says about rooms and actions into grants. */
final class Grants {

    private static final String ANYWHERE = "*";

    private static final String JOIN = "join";
    private static final String PUBLISH = "publish";

    /** The name of a room may have colons, so only a last part of these letters is for us. */
    private static final Pattern ROOM = Pattern.compile("(.+?)(?::(r|w|rw))?");

    private Grants() {}

    /**
     * All that the token allows in rooms; empty if it says nothing of rooms and actions, so that
     * others decide.
     *
     * @param rooms such as {@code lobby} or {@code team-7.*:r}; {@code r} means to join, {@code w}
     *     to publish, and both if neither stands there
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
        Matcher parts = ROOM.matcher(room);
        if (!parts.matches()) {
            throw Refusals.bad("the token names a room without a name");
        }
        String letters = parts.group(2) == null ? "rw" : parts.group(2);
        return new Grant(
                switch (letters) {
                    case "r" -> Set.of(JOIN);
                    case "w" -> Set.of(PUBLISH);
                    default -> Set.of(JOIN, PUBLISH);
                },
                parts.group(1));
    }
}
