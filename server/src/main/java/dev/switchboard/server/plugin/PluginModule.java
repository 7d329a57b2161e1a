// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.switchboard.server.config.Settings;
import dev.switchboard.server.routing.Login;
import dev.switchboard.server.routing.PluginGuard;
import dev.switchboard.server.routing.Routes;
import java.util.function.Supplier;

/** The plugins, and the one that is the switch itself. */
public final class PluginModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(Host.class).in(Singleton.class);
    }

    @Provides
    @Singleton
    Plugins plugins(Host host, Routes routes, Supplier<Settings> settings, Login login) {
        return new Plugins(host, routes)
                .builtIn(PluginGuard.SWITCH, new SwitchKinds(settings, login));
    }
}
