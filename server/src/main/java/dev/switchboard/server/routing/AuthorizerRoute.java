// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import dev.switchboard.api.Authorizer;

/** What a plugin asks to be asked: its authorizer, which decides what clients may do. */
public record AuthorizerRoute(PluginGuard guard, Authorizer code) implements Claim {

    @Override
    public String plugin() {
        return guard.plugin();
    }

    @Override
    public String subject() {
        return "authorizer of " + plugin();
    }
}
