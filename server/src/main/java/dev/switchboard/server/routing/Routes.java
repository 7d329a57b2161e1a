// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Holds the table that is valid now. Any thread may read it; a new table takes the place of the old
 * in a single write, and a message that was looked up in the old one ends there. One thread at a
 * time replaces it.
 */
public final class Routes {
    private final Map<String, RawPath> paths = new ConcurrentHashMap<>();
    private volatile RouteTable current = RouteTable.EMPTY;

    public RouteTable current() {
        return current;
    }

    public void replace(RouteTable next) {
        current = next;
        paths.values().forEach(path -> path.follow(next));
    }

    /** A raw path that somebody owns; there is one of each, for good. */
    Optional<RawPath> path(String path) {
        return current.endpoint(path)
                .map(_ -> {
                    var known = paths.computeIfAbsent(path, RawPath::new);
                    known.follow(current);
                    return known;
                });
    }
}
