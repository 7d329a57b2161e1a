// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import dev.switchboard.api.RawHandler;

/** The way from a path to a handler that takes every message there as it is. */
public final class RawRoute extends HandlerRoute {
    private final RawHandler handler;

    /**
     * A route that begins with running on the thread that reads the socket.
     *
     * @param path exact, as in {@code /echo}
     */
    public RawRoute(PluginGuard guard, String path, RawHandler handler) {
        super(guard, "path", path, true);
        this.handler = handler;
    }

    /** The path whose messages take this route. */
    public String path() {
        return label();
    }

    RawHandler handler() {
        return handler;
    }
}
