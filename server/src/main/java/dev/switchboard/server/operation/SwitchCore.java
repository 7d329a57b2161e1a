// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.operation;

import dev.switchboard.server.client.ConnectionManager;
import dev.switchboard.server.client.HeartbeatWheel;
import dev.switchboard.server.client.Revoker;
import dev.switchboard.server.client.Sessions;
import dev.switchboard.server.config.LiveSettings;
import dev.switchboard.server.config.Settings;
import dev.switchboard.server.delivery.Lanes;
import dev.switchboard.server.hub.LocalHub;
import dev.switchboard.server.metrics.Meters;
import dev.switchboard.server.plugin.Host;
import dev.switchboard.server.plugin.MandatoryPluginMissing;
import dev.switchboard.server.plugin.Plugins;
import dev.switchboard.server.rights.Rights;
import dev.switchboard.server.routing.Authorizers;
import dev.switchboard.server.routing.Login;
import dev.switchboard.server.routing.PathRights;
import dev.switchboard.server.routing.Paths;
import dev.switchboard.server.routing.PluginCalls;
import dev.switchboard.server.transport.Arrivals;
import jakarta.inject.Inject;

/**
 * The switch without the server that clients connect to. A switch in memory is one of these, with
 * links of its own in place of sockets.
 *
 * @param paths what is behind each path
 * @param arrivals how somebody admitted becomes a client, and how a client leaves
 */
public record SwitchCore(
        Plugins plugins,
        ConnectionManager connections,
        LocalHub hub,
        Paths paths,
        Arrivals arrivals,
        Lanes lanes,
        HeartbeatWheel heartbeats,
        PluginCalls calls,
        Login login,
        Sessions sessions,
        Revoker revoker,
        Host host,
        Rights rights,
        Authorizers authorizers,
        PathRights pathRights,
        LiveSettings settings,
        Meters meters)
        implements AutoCloseable {

    @Inject
    public SwitchCore {}

    /** Starts the plugins. */
    public void start() throws MandatoryPluginMissing {
        connections.identifyBy(login);
        connections.identifyBy(pathRights);
        revoker.revocations().keepIn(host.data());
        hub.listen(plugins::tell);
        hub.decidedBy(authorizers);
        settings.onChange(this::changeRights);
        plugins.start();
    }

    private void changeRights(Settings now) {
        if (rights.change(now.rights())) {
            pathRights.checkAll();
            hub.checkRooms();
        }
    }

    /** Ends everything at once. */
    @Override
    public void close() {
        plugins.stop();
        heartbeats.close();
        sessions.close();
        connections.close();
        calls.close();
        lanes.close();
        meters.close();
    }
}
