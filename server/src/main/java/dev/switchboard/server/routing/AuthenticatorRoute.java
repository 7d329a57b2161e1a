// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import dev.switchboard.api.Authenticator;

/** What a plugin asks to be asked: its authenticator, which finds out who clients are. */
public record AuthenticatorRoute(PluginGuard guard, Authenticator code) implements Claim {

    @Override
    public String plugin() {
        return guard.plugin();
    }

    @Override
    public String subject() {
        return "authenticator of " + plugin();
    }
}
