// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import com.google.inject.AbstractModule;
import com.google.inject.TypeLiteral;
import java.util.function.Supplier;

/** The settings in force, for each part those that it asks for. */
public final class SettingsModule extends AbstractModule {

    private final LiveSettings settings;

    public SettingsModule(LiveSettings settings) {
        this.settings = settings;
    }

    @Override
    protected void configure() {
        bind(LiveSettings.class).toInstance(settings);
        bind(Configuration.class).toInstance(settings.configuration());
        bind(new TypeLiteral<Supplier<Settings>>() {}).toInstance(settings::current);
        bind(new TypeLiteral<Supplier<MessageSettings.Json>>() {})
                .toInstance(() -> settings.current().messages().json());
        bind(new TypeLiteral<Supplier<AuthSettings>>() {})
                .toInstance(() -> settings.current().auth());
        bind(new TypeLiteral<Supplier<DeliverySettings>>() {})
                .toInstance(() -> settings.current().delivery());
        bind(new TypeLiteral<Supplier<RoomSettings>>() {})
                .toInstance(() -> settings.current().rooms());
    }
}
