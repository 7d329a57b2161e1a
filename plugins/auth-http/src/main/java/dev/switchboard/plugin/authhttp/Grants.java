// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.authhttp;

import dev.switchboard.api.Grant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what a user may do: rooms such as {@code team-7.*:rw}, and actions such as {@code chat}.
 */
final class Grants {

    private Grants() {}

    /** Empty if nothing is said about that. */
    static Optional<List<Grant>> of(Optional<List<String>> rooms, Optional<List<String>> actions) {
        if (rooms.isEmpty() && actions.isEmpty()) {
            return Optional.empty();
        }
        List<Grant> grants = new ArrayList<>();
        rooms.orElse(List.of()).forEach(room -> grants.add(room(room)));
        actions.filter(names -> !names.isEmpty())
                .ifPresent(names -> grants.add(new Grant(new HashSet<>(names), "*")));
        return Optional.of(grants);
    }

    /** The name of a room may have colons itself, so only these endings say what is allowed. */
    private static Grant room(String written) {
        int colon = written.lastIndexOf(':');
        String name = colon > 0 ? written.substring(0, colon) : written;
        return switch (colon > 0 ? written.substring(colon + 1) : "") {
            case "r" -> new Grant(Set.of("join"), name);
            case "w" -> new Grant(Set.of("publish"), name);
            case "rw" -> new Grant(Set.of("join", "publish"), name);
            default -> new Grant(Set.of("join", "publish"), written);
        };
    }
}
