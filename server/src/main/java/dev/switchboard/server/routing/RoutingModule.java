// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;

/** From messages to their handlers. */
public final class RoutingModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(Routes.class).in(Singleton.class);
        bind(RoutingMeters.class).in(Singleton.class);
        bind(PluginCalls.class).in(Singleton.class);
        bind(Authenticators.class).in(Singleton.class);
        bind(PathRights.class).in(Singleton.class);
        bind(Login.class).in(Singleton.class);
        bind(Authorizers.class).in(Singleton.class);
        bind(Authorization.class).in(Singleton.class);
        bind(Dispatcher.class).in(Singleton.class);
        bind(Paths.class).in(Singleton.class);
    }
}
