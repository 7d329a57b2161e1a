// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.server.routing.FileRoute;
import dev.switchboard.server.routing.Receiver;
import dev.switchboard.server.routing.Receivers;
import dev.switchboard.server.routing.Routes;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is behind each path: messages with kinds on the paths of the switch, what plugins own on
 * others. Any thread.
 */
public final class Paths {

    private final Routes routes;
    private final Receivers receivers;

    @Inject
    public Paths(Routes routes, Receivers receivers) {
        this.routes = routes;
        this.receivers = receivers;
    }

    /** The receiver of this path; null if no WebSocket is served there. */
    public @Nullable Receiver receiver(String path) {
        return receivers.of(path);
    }

    /** Where files asked for by this path may be. */
    public Optional<FileRoute> files(String path) {
        return routes.current().files(path);
    }
}
