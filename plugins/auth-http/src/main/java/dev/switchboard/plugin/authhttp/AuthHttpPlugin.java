// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.authhttp;

import dev.switchboard.api.Authorizer.Verdict;
import dev.switchboard.api.MessagePlugin;
import dev.switchboard.api.PluginContext;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets a backend decide who comes in, who joins a room and who talks there: whichever of these
 * questions has an address is asked. Without an address it does nothing at all.
 */
public final class AuthHttpPlugin implements MessagePlugin {

    /** Set by the start, which ends before anything else begins. */
    private @Nullable Backend backend;

    @Override
    public void start(PluginContext context) {
        var settings = context.config(AuthHttpSettings.class);
        if (settings.asksNothing()) {
            return;
        }
        var asked = new Backend(settings.secretFile().map(BearerFile::read));
        backend = asked;
        settings.connectUrl()
                .map(URI::create)
                .ifPresent(url -> context.authenticate(identities(context, settings, asked, url)));
        var permissions = permissions(context, settings, asked);
        if (!permissions.isEmpty()) {
            context.authorize(new Permissions(permissions, settings.whenDown()));
        }
    }

    private static Identities identities(
            PluginContext context, AuthHttpSettings settings, Backend backend, URI url) {
        var answers = new IdentityAnswers(context.clock(), settings.cache());
        return new Identities(
                new Inquiry<>("connect", url, backend, settings, context, answers),
                settings.headers());
    }

    /** The questions about rooms that have an address, by the actions that they are about. */
    private static Map<String, Inquiry<Verdict>> permissions(
            PluginContext context, AuthHttpSettings settings, Backend backend) {
        var urls = new HashMap<String, String>();
        settings.joinUrl().ifPresent(url -> urls.put("join", url));
        settings.publishUrl().ifPresent(url -> urls.put("publish", url));
        var answers = new VerdictAnswers(settings.cache());
        var inquiries = new HashMap<String, Inquiry<Verdict>>();
        urls.forEach((action, url) ->
                inquiries.put(
                        action,
                        new Inquiry<>(
                                action, URI.create(url), backend, settings, context, answers)));
        return inquiries;
    }

    @Override
    public void stop() {
        var asked = backend;
        if (asked != null) {
            asked.close();
        }
    }
}
