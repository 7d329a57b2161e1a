// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Singleton;
import com.google.inject.Stage;
import dev.switchboard.server.config.LiveSettings;
import dev.switchboard.server.operation.Switchboard;
import dev.switchboard.server.time.Time;
import dev.switchboard.server.transport.TransportModule;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** The whole switch: its core, and the server that clients connect to. */
public final class SwitchboardModule extends AbstractModule {

    private final SwitchCoreModule core;

    /** A switch whose handlers and tasks run on virtual threads. */
    SwitchboardModule(LiveSettings settings, UnaryOperator<Path> places, Time time) {
        core = new SwitchCoreModule(settings, places, time, Thread.ofVirtual().factory());
    }

    /** A {@link Switchboard.Assembly}. */
    static Switchboard assemble(LiveSettings settings, UnaryOperator<Path> places, Time time) {
        return Guice.createInjector(Stage.PRODUCTION, new SwitchboardModule(settings, places, time))
                .getInstance(Switchboard.class);
    }

    @Override
    protected void configure() {
        install(core);
        install(new TransportModule());
        bind(Switchboard.class).in(Singleton.class);
    }
}
