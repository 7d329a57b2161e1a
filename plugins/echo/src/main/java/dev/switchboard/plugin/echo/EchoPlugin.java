// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.echo;

import dev.switchboard.api.MessagePlugin;
import dev.switchboard.api.PluginContext;

/** Returns every text and binary message to its sender, unchanged. */
public final class EchoPlugin implements MessagePlugin {

    @Override
    public void start(PluginContext context) {
        var settings = context.config(EchoSettings.class);
        context.endpoint(settings.path(), (message, sender) -> sender.send(message));
    }
}
