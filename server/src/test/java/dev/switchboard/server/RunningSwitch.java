// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server;

import com.codahale.metrics.Counter;
import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Module;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.Stage;
import com.google.inject.util.Modules;
import dev.switchboard.api.MessagePlugin;
import dev.switchboard.api.Registration;
import dev.switchboard.server.client.Admission;
import dev.switchboard.server.client.Revoker;
import dev.switchboard.server.config.Configuration;
import dev.switchboard.server.config.LiveSettings;
import dev.switchboard.server.config.binding.ConfigurationException;
import dev.switchboard.server.engine.Engine;
import dev.switchboard.server.engine.LocalDelivery;
import dev.switchboard.server.hub.LocalAudiences;
import dev.switchboard.server.operation.Switchboard;
import dev.switchboard.server.plugin.MandatoryPluginMissing;
import dev.switchboard.server.time.SystemTime;
import dev.switchboard.server.time.Time;
import dev.switchboard.server.transport.Probe;
import dev.switchboard.server.transport.tls.Tls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Function;

/** A switch that really listens, on a free port of loopback, with one plugin built in. */
public final class RunningSwitch implements AutoCloseable {

    private static final String LISTEN = "listen { host = 127.0.0.1, port = 0 }\n";
    private static final Path HOMES = Path.of("target", "homes");

    private final LiveSettings settings;
    private final Switchboard switchboard;
    private final Registration clock;
    private final int port;

    private RunningSwitch(
            String settings, MessagePlugin plugin, Time time, Registration clock, Module instead)
            throws ConfigurationException, IOException, MandatoryPluginMissing {
        this.settings = new LiveSettings(Configuration.of(LISTEN + settings));
        var home = HOMES.resolve(UUID.randomUUID().toString()); // made by whoever keeps something
        var module = new SwitchboardModule(this.settings, home::resolve, time);
        this.switchboard =
                Guice.createInjector(Stage.PRODUCTION, Modules.override(module).with(instead))
                        .getInstance(Switchboard.class);
        this.clock = clock;
        switchboard.plugins().builtIn("test", plugin);
        switchboard.start();
        port = switchboard.port();
    }

    /** Starts one on the time of the machine. */
    public static RunningSwitch with(String settings, MessagePlugin plugin)
            throws ConfigurationException, IOException, MandatoryPluginMissing {
        var time = new SystemTime();
        return new RunningSwitch(settings, plugin, time, time::close, _ -> {});
    }

    /** Starts one with another engine. */
    static RunningSwitch with(
            String settings, MessagePlugin plugin, Function<LocalDelivery, Engine> engine)
            throws ConfigurationException, IOException, MandatoryPluginMissing {
        var time = new SystemTime();
        var instead =
                new AbstractModule() {
                    @Provides
                    @Singleton
                    Engine engine(LocalAudiences local) {
                        return engine.apply(local);
                    }
                };
        return new RunningSwitch(settings, plugin, time, time::close, instead);
    }

    /** Starts one on a time of the test's own. */
    public static RunningSwitch with(String settings, MessagePlugin plugin, Time time)
            throws ConfigurationException, IOException, MandatoryPluginMissing {
        return new RunningSwitch(settings, plugin, time, () -> {}, _ -> {});
    }

    /** The same, with some of its parts replaced. */
    public static RunningSwitch with(
            String settings, MessagePlugin plugin, Time time, Module instead)
            throws ConfigurationException, IOException, MandatoryPluginMissing {
        return new RunningSwitch(settings, plugin, time, () -> {}, instead);
    }

    /** The port it listens on, or did. */
    public int port() {
        return port;
    }

    /** How many came in and have not gone, their places given back. */
    public long present() {
        return count("switchboard_connections_total") - count("switchboard_closes_total");
    }

    /** A counter, or all of a family. */
    public long count(String family) {
        return switchboard
                .meters()
                .registry()
                .getCounters((name, _) -> name.startsWith(family))
                .values()
                .stream()
                .mapToLong(Counter::getCount)
                .sum();
    }

    /** What a gauge shows. */
    public double gauge(String name) {
        return (double) switchboard.meters().registry().gauge(name).getValue();
    }

    /** How it speaks TLS. */
    public Tls tls() {
        return switchboard.tls();
    }

    /** How a health check makes itself known to it. */
    public Probe probe() {
        return switchboard.probe();
    }

    /** Takes back what somebody was believed. */
    public Revoker revoker() {
        return switchboard.revoker();
    }

    /** Changes settings while it runs. */
    public void change(String changed) throws ConfigurationException {
        settings.change(Configuration.of(LISTEN + changed));
    }

    /** Has this step, too, be taken by whoever comes in. */
    public void identifyBy(Admission.Step step) {
        switchboard.connections().identifyBy(step);
    }

    /** Lets nobody in any more, and sends all away at once. */
    public void hurry() throws InterruptedException {
        switchboard.hurry();
    }

    public void drain() throws InterruptedException {
        switchboard.drain(settings.current().drain());
    }

    @Override
    public void close() {
        switchboard.close();
        clock.close();
    }
}
