// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.operation;

import dev.switchboard.api.Registration;
import dev.switchboard.server.client.ConnectionManager;
import dev.switchboard.server.delivery.Lanes;
import dev.switchboard.server.hub.LocalHub;
import dev.switchboard.server.plugin.MandatoryPluginMissing;
import dev.switchboard.server.plugin.Plugins;
import dev.switchboard.server.transport.Arrivals;
import dev.switchboard.server.transport.Paths;
import java.util.List;

/**
 * The switch without the server that clients connect to: the same parts, put together in the same
 * way, for tests that bring links of their own in place of sockets.
 *
 * @param paths what is behind each path
 * @param arrivals how somebody admitted becomes a client, and how a client leaves
 * @param parts what else ends with it
 */
public record SwitchCore(
        Plugins plugins,
        ConnectionManager connections,
        LocalHub hub,
        Paths paths,
        Arrivals arrivals,
        Lanes lanes,
        List<Registration> parts)
        implements AutoCloseable {

    /** Starts the plugins. */
    public void start() throws MandatoryPluginMissing {
        hub.listen(plugins.events());
        plugins.start();
    }

    /** Ends everything at once. */
    @Override
    public void close() {
        plugins.stop();
        parts.forEach(Registration::close);
    }
}
