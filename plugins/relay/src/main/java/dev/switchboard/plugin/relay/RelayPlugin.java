// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.relay;

import dev.switchboard.api.MessagePlugin;
import dev.switchboard.api.PluginContext;
import dev.switchboard.api.RawHandler;
import dev.switchboard.api.Topic;
import dev.switchboard.plugin.relay.RelaySettings.RelayPath;

/**
 * Forwards every text and binary message, unchanged, to everybody connected to the same path: to
 * all but its sender, or by setting to all. Any number of paths, each with clients of its own.
 */
public final class RelayPlugin implements MessagePlugin {

    @Override
    public void start(PluginContext context) {
        for (var relay : context.config(RelaySettings.class).paths()) {
            context.endpoint(relay.path(), forward(context, relay));
        }
    }

    private static RawHandler forward(PluginContext context, RelayPath relay) {
        var hub = context.hub();
        var everybody = Topic.path(relay.path());
        return relay.includeSender()
                ? (message, sender) -> hub.publish(everybody, message)
                : (message, sender) -> hub.publishExcept(sender, everybody, message);
    }
}
