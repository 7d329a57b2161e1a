// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.jwt;

import dev.switchboard.api.MessagePlugin;
import dev.switchboard.api.PluginContext;

/**
 * Lets in who shows a JSON Web Token of an issuer that is configured. Without any it registers
 * nothing, and loads nothing of the library that checks tokens.
 */
public final class AuthJwtPlugin implements MessagePlugin {

    @Override
    public void start(PluginContext context) {
        var settings = context.config(JwtSettings.class);
        if (settings.issuers().isEmpty()) {
            return;
        }
        var issuers = Issuers.of(settings, context.clock(), context.logger());
        issuers.watch(context.scheduler(), context.metrics());
        context.authenticate(
                new TokenAuthenticator(
                        issuers,
                        context.metrics().counter("accepted"),
                        context.metrics().counter("refused")));
    }
}
