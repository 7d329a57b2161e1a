// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import dev.switchboard.server.time.Time;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is behind each path: messages with kinds on the paths of the switch, what plugins own on
 * others. A path has one receiver, however many connect. Any thread.
 */
public final class Paths {

    private final Routes routes;
    private final Dispatcher dispatcher;
    private final PluginCalls calls;
    private final RoutingMeters meters;
    private final Time time;

    /** There are only as many as plugins have claimed paths. */
    private final Map<String, RawReceiver> byPath = new ConcurrentHashMap<>();

    @Inject
    public Paths(
            Routes routes,
            Dispatcher dispatcher,
            PluginCalls calls,
            RoutingMeters meters,
            Time time) {
        this.routes = routes;
        this.dispatcher = dispatcher;
        this.calls = calls;
        this.meters = meters;
        this.time = time;
    }

    /** The receiver of this path; null if no WebSocket is served there. */
    public @Nullable Receiver receiver(String path) {
        if (RouteTable.KIND_PATHS.contains(path)) {
            return dispatcher;
        }
        return routes.current().endpoint(path) == null
                ? null
                : byPath.computeIfAbsent(
                        path, _ -> new RawReceiver(path, routes, calls, meters, time));
    }

    /** Where files asked for by this path may be. */
    public Optional<FileRoute> files(String path) {
        return routes.current().files(path);
    }
}
