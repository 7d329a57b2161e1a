// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.web;

import dev.switchboard.api.MessagePlugin;
import dev.switchboard.api.PluginContext;

/** Serves the chat page at {@code /}. */
public final class WebPlugin implements MessagePlugin {

    @Override
    public void start(PluginContext context) {
        context.files("/", "web");
    }
}
