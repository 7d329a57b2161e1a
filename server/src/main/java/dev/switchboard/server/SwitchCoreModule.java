// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.Stage;
import com.google.inject.TypeLiteral;
import dev.switchboard.server.client.ClientModule;
import dev.switchboard.server.codec.CodecModule;
import dev.switchboard.server.config.LiveSettings;
import dev.switchboard.server.config.SettingsModule;
import dev.switchboard.server.delivery.DeliveryModule;
import dev.switchboard.server.engine.EngineModule;
import dev.switchboard.server.hub.HubModule;
import dev.switchboard.server.metrics.JvmMeters;
import dev.switchboard.server.metrics.Label;
import dev.switchboard.server.metrics.Meters;
import dev.switchboard.server.metrics.ProcessMeters;
import dev.switchboard.server.operation.SwitchCore;
import dev.switchboard.server.operation.Version;
import dev.switchboard.server.plugin.PluginModule;
import dev.switchboard.server.rights.RightsModule;
import dev.switchboard.server.routing.RoutingModule;
import dev.switchboard.server.time.Time;
import dev.switchboard.server.transport.Arrivals;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.function.UnaryOperator;

/**
 * The switch without the server that clients connect to, from the ground up. Each floor lists its
 * own parts; what no floor lists does not exist, as Guice makes nothing by itself.
 */
public final class SwitchCoreModule extends AbstractModule {

    private final LiveSettings settings;
    private final UnaryOperator<Path> places;
    private final Time time;
    private final ThreadFactory threads;

    SwitchCoreModule(
            LiveSettings settings, UnaryOperator<Path> places, Time time, ThreadFactory threads) {
        this.settings = settings;
        this.places = places;
        this.time = time;
        this.threads = threads;
    }

    /**
     * The inside of a switch that is not started yet.
     *
     * @param places what a relative path of the configuration means
     * @param threads makes the threads of handlers and tasks that may block
     */
    public static SwitchCore assemble(
            LiveSettings settings, UnaryOperator<Path> places, Time time, ThreadFactory threads) {
        var module = new SwitchCoreModule(settings, places, time, threads);
        return Guice.createInjector(Stage.PRODUCTION, module).getInstance(SwitchCore.class);
    }

    @Override
    protected void configure() {
        binder().requireExplicitBindings();
        binder().requireExactBindingAnnotations();
        binder().disableCircularProxies();
        bind(Time.class).toInstance(time);
        bind(Executor.class).toInstance(call -> threads.newThread(call).start());
        bind(new TypeLiteral<UnaryOperator<Path>>() {}).toInstance(places);
        install(new SettingsModule(settings));
        install(new CodecModule());
        install(new DeliveryModule());
        install(new EngineModule());
        install(new RightsModule());
        install(new ClientModule());
        install(new HubModule());
        install(new RoutingModule());
        install(new PluginModule());
        bind(Arrivals.class).in(Singleton.class);
        bind(SwitchCore.class).in(Singleton.class);
    }

    @Provides
    @Singleton
    Meters meters() {
        var meters = new Meters(time);
        ProcessMeters.register(meters);
        JvmMeters.register(meters);
        meters.gauge(
                        "switchboard_build_info",
                        "Always 1; its label tells which version this is.",
                        Label.upTo(1, "version"))
                .of(Version.current())
                .from(() -> 1);
        return meters;
    }
}
