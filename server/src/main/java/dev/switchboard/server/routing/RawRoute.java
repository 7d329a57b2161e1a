// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import dev.switchboard.api.RawHandler;

/**
 * The way from a path to a handler that takes every message there as it is.
 *
 * @param plugin the id of the plugin that owns the path
 * @param path exact, as in {@code /echo}
 * @param handler runs on the thread that reads the socket
 */
public record RawRoute(String plugin, String path, RawHandler handler) implements Claim {

    @Override
    public String subject() {
        return "path " + path;
    }
}
