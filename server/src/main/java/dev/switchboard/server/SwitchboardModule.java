// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.Stage;
import dev.switchboard.api.Hub;
import dev.switchboard.server.client.ClientMeters;
import dev.switchboard.server.client.ConnectionManager;
import dev.switchboard.server.client.HeartbeatWheel;
import dev.switchboard.server.codec.MessageReader;
import dev.switchboard.server.codec.Shapes;
import dev.switchboard.server.config.LiveSettings;
import dev.switchboard.server.delivery.DeliveryMeters;
import dev.switchboard.server.delivery.Encoder;
import dev.switchboard.server.delivery.Lanes;
import dev.switchboard.server.engine.EmbeddedEngine;
import dev.switchboard.server.engine.Engine;
import dev.switchboard.server.hub.HubMeters;
import dev.switchboard.server.hub.LocalAudiences;
import dev.switchboard.server.hub.LocalHub;
import dev.switchboard.server.metrics.JvmMeters;
import dev.switchboard.server.metrics.Label;
import dev.switchboard.server.metrics.Meters;
import dev.switchboard.server.metrics.ProcessMeters;
import dev.switchboard.server.operation.SwitchCore;
import dev.switchboard.server.operation.Switchboard;
import dev.switchboard.server.operation.Version;
import dev.switchboard.server.plugin.HelloPlugin;
import dev.switchboard.server.plugin.Host;
import dev.switchboard.server.plugin.Plugins;
import dev.switchboard.server.routing.Dispatcher;
import dev.switchboard.server.routing.PluginCalls;
import dev.switchboard.server.routing.Receivers;
import dev.switchboard.server.routing.Routes;
import dev.switchboard.server.routing.RoutingMeters;
import dev.switchboard.server.time.Time;
import dev.switchboard.server.transport.Arrivals;
import dev.switchboard.server.transport.ConnectionContext;
import dev.switchboard.server.transport.Drain;
import dev.switchboard.server.transport.Gate;
import dev.switchboard.server.transport.GateMeters;
import dev.switchboard.server.transport.Paths;
import dev.switchboard.server.transport.Probe;
import dev.switchboard.server.transport.Readers;
import dev.switchboard.server.transport.WebSocketServer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.UnaryOperator;

/**
 * Which part gets which others: every part of the switch, lowest first. What is not listed here
 * does not exist; Guice makes nothing by itself.
 */
public final class SwitchboardModule extends AbstractModule {

    /** Refused connections and pages need sockets, too, while the switch is full. */
    private static final int SOCKETS_FOR_REFUSALS = 1000;

    private final LiveSettings settings;
    private final UnaryOperator<Path> places;
    private final Time time;
    private final ThreadFactory threads;

    /** A switch whose handlers and tasks run on virtual threads. */
    SwitchboardModule(LiveSettings settings, UnaryOperator<Path> places, Time time) {
        this(settings, places, time, Thread.ofVirtual().factory());
    }

    SwitchboardModule(
            LiveSettings settings, UnaryOperator<Path> places, Time time, ThreadFactory threads) {
        this.settings = settings;
        this.places = places;
        this.time = time;
        this.threads = threads;
    }

    /**
     * A switch that is not started yet.
     *
     * @param places what a relative path of the configuration means
     */
    static Switchboard assemble(LiveSettings settings, UnaryOperator<Path> places, Time time) {
        return Guice.createInjector(Stage.PRODUCTION, new SwitchboardModule(settings, places, time))
                .getInstance(Switchboard.class);
    }

    /**
     * The inside of a switch that is not started yet, without the server that clients connect to.
     *
     * @param places what a relative path of the configuration means
     * @param threads makes the threads of handlers and tasks that may block
     */
    public static SwitchCore core(
            LiveSettings settings, UnaryOperator<Path> places, Time time, ThreadFactory threads) {
        var module = new SwitchboardModule(settings, places, time, threads);
        // Not PRODUCTION: what nobody asks for, the server above all, is not made.
        return Guice.createInjector(Stage.DEVELOPMENT, module).getInstance(SwitchCore.class);
    }

    @Override
    protected void configure() {
        binder().requireExplicitBindings();
        binder().requireExactBindingAnnotations();
        binder().disableCircularProxies();
        bind(LiveSettings.class).toInstance(settings);
        bind(Time.class).toInstance(time);
        bind(ThreadFactory.class).toInstance(threads);
        bind(Probe.class).toInstance(new Probe());
        bind(Hub.class).to(LocalHub.class);
    }

    // What everything stands on

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

    @Provides
    @Singleton
    Shapes shapes() {
        return new Shapes();
    }

    @Provides
    @Singleton
    MessageReader messageReader() {
        return new MessageReader(() -> settings.current().messages().json());
    }

    @Provides
    @Singleton
    Encoder encoder(Shapes shapes) {
        return new Encoder(shapes);
    }

    // The way out

    @Provides
    @Singleton
    Lanes lanes(Encoder encoder, Meters meters) {
        return new Lanes(
                () -> settings.current().delivery(), new DeliveryMeters(meters), encoder, time);
    }

    @Provides
    @Singleton
    ClientMeters clientMeters(Meters meters) {
        return new ClientMeters(meters);
    }

    @Provides
    @Singleton
    ConnectionManager connectionManager(Lanes lanes, Encoder encoder, ClientMeters meters) {
        var connections = new ConnectionManager(settings::current, lanes, encoder, time, meters);
        connections.identifyBy(it -> it.identify(it.request().proxyUser()));
        return connections;
    }

    @Provides
    @Singleton
    HeartbeatWheel heartbeatWheel() {
        return new HeartbeatWheel(() -> settings.current().heartbeat(), time);
    }

    @Provides
    @Singleton
    LocalAudiences localAudiences(ConnectionManager connections, Lanes lanes, Encoder encoder) {
        return new LocalAudiences(connections, lanes, encoder);
    }

    @Provides
    @Singleton
    Engine engine(LocalAudiences local) {
        return new EmbeddedEngine(local);
    }

    @Provides
    @Singleton
    LocalHub hub(
            ConnectionManager connections,
            LocalAudiences audiences,
            Engine engine,
            Encoder encoder,
            Meters meters) {
        return new LocalHub(
                connections,
                audiences,
                engine,
                encoder,
                () -> settings.current().rooms(),
                new HubMeters(meters));
    }

    // The way in

    @Provides
    @Singleton
    Routes routes() {
        return new Routes();
    }

    @Provides
    @Singleton
    Readers readers(Meters meters) {
        return new Readers(meters);
    }

    @Provides
    @Singleton
    RoutingMeters routingMeters(Meters meters) {
        return new RoutingMeters(meters);
    }

    @Provides
    @Singleton
    PluginCalls pluginCalls(RoutingMeters meters, Readers readers) {
        var calls =
                new PluginCalls(
                        settings::current, meters, time, call -> threads.newThread(call).start());
        calls.rescuedBy(readers);
        return calls;
    }

    @Provides
    @Singleton
    Dispatcher dispatcher(
            Routes routes,
            MessageReader reader,
            Encoder encoder,
            PluginCalls calls,
            RoutingMeters meters) {
        return new Dispatcher(routes, reader, encoder, calls, meters, time);
    }

    @Provides
    @Singleton
    Receivers receivers(
            Routes routes, Dispatcher dispatcher, PluginCalls calls, RoutingMeters meters) {
        return new Receivers(routes, dispatcher, calls, meters, time);
    }

    @Provides
    @Singleton
    Plugins plugins(Hub hub, Shapes shapes, Meters meters, Routes routes, PluginCalls calls) {
        var host = new Host(hub, shapes, settings.configuration(), meters, time, places, calls);
        return new Plugins(host, routes).builtIn("switch", new HelloPlugin(settings::current));
    }

    // The edge

    @Provides
    @Singleton
    Paths paths(Routes routes, Receivers receivers) {
        return new Paths(routes, receivers);
    }

    @Provides
    @Singleton
    Arrivals arrivals(ConnectionManager connections, LocalHub hub, HeartbeatWheel heartbeats) {
        return new Arrivals(connections, hub, heartbeats);
    }

    @Provides
    @Singleton
    Gate gate(
            Paths paths,
            ConnectionManager connections,
            Arrivals arrivals,
            Lanes lanes,
            Probe probe,
            Meters meters) {
        return new Gate(
                paths,
                connections,
                arrivals,
                new ConnectionContext(lanes, settings::current, time),
                probe,
                new GateMeters(meters));
    }

    @Provides
    @Singleton
    WebSocketServer webSocketServer(Gate gate, Readers readers) {
        var now = settings.current();
        int mostSockets = now.gate().maxConnections() + SOCKETS_FOR_REFUSALS;
        return new WebSocketServer(now.listen(), mostSockets, places, gate, readers, time);
    }

    @Provides
    @Singleton
    Drain drain(ConnectionManager connections, Paths paths, Encoder encoder) {
        return new Drain(connections, paths, encoder, () -> settings.current().drain(), time);
    }

    @Provides
    @Singleton
    SwitchCore core(
            Plugins plugins,
            ConnectionManager connections,
            LocalHub hub,
            Paths paths,
            Arrivals arrivals,
            Lanes lanes,
            HeartbeatWheel heartbeats,
            PluginCalls calls,
            Meters meters) {
        return new SwitchCore(
                plugins,
                connections,
                hub,
                paths,
                arrivals,
                lanes,
                List.of(heartbeats::close, calls::close, lanes::close, meters::close));
    }

    @Provides
    @Singleton
    Switchboard switchboard(
            Plugins plugins,
            ConnectionManager connections,
            LocalHub hub,
            Gate gate,
            WebSocketServer server,
            Drain drain,
            HeartbeatWheel heartbeats,
            PluginCalls calls,
            Lanes lanes,
            Meters meters,
            Probe probe,
            Readers readers) {
        return new Switchboard(
                plugins,
                connections,
                hub,
                gate,
                server,
                drain,
                List.of(heartbeats::close, calls::close, lanes::close, meters::close),
                meters,
                probe,
                lanes,
                readers);
    }
}
