// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.server.routing.Deadlines;
import dev.switchboard.server.routing.Dispatcher;
import dev.switchboard.server.routing.Failures;
import dev.switchboard.server.routing.FileRoute;
import dev.switchboard.server.routing.Quarantine;
import dev.switchboard.server.routing.RawReceiver;
import dev.switchboard.server.routing.Receiver;
import dev.switchboard.server.routing.RouteTable;
import dev.switchboard.server.routing.Routes;
import dev.switchboard.server.routing.RoutingMeters;
import dev.switchboard.server.time.Time;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is behind each path: kinds at the front door, what plugins own elsewhere. Any thread. */
public final class Paths {

    private final Routes routes;
    private final Dispatcher dispatcher;
    private final Deadlines deadlines;
    private final Failures failures;
    private final Quarantine quarantine;
    private final RoutingMeters meters;
    private final Time time;

    public Paths(
            Routes routes,
            Dispatcher dispatcher,
            Deadlines deadlines,
            Failures failures,
            Quarantine quarantine,
            RoutingMeters meters,
            Time time) {
        this.routes = routes;
        this.dispatcher = dispatcher;
        this.deadlines = deadlines;
        this.failures = failures;
        this.quarantine = quarantine;
        this.meters = meters;
        this.time = time;
    }

    /** Who gets the messages of WebSockets on this path, if they are spoken there. */
    public @Nullable Receiver receiver(String path) {
        if (RouteTable.KIND_PATHS.contains(path)) {
            return dispatcher;
        }
        return routes.current()
                .endpoint(path)
                .map(route -> new RawReceiver(route, deadlines, failures, quarantine, meters, time))
                .orElse(null);
    }

    /** Where files asked for by this path may be. */
    public Optional<FileRoute> files(String path) {
        return routes.current().files(path);
    }
}
