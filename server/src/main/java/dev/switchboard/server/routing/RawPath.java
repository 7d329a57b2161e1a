// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import org.jspecify.annotations.Nullable;

/**
 * A raw path, whoever owns it. Connections hold on to it, and so to no plugin that is gone. Any
 * thread.
 */
final class RawPath {
    private final String path;
    private volatile @Nullable RawRoute route;

    RawPath(String path) {
        this.path = path;
    }

    /** The way to whoever owns the path now, if anybody does. */
    @Nullable RawRoute route() {
        return route;
    }

    void follow(RouteTable table) {
        route = table.endpoint(path).orElse(null);
    }
}
