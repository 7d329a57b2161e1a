// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.operation;

import dev.switchboard.api.Registration;
import dev.switchboard.server.client.ConnectionManager;
import dev.switchboard.server.config.LiveSettings;
import dev.switchboard.server.delivery.Lanes;
import dev.switchboard.server.hub.LocalHub;
import dev.switchboard.server.metrics.Meters;
import dev.switchboard.server.plugin.MandatoryPluginMissing;
import dev.switchboard.server.plugin.Plugins;
import dev.switchboard.server.time.Loop;
import dev.switchboard.server.time.Time;
import dev.switchboard.server.transport.Drain;
import dev.switchboard.server.transport.Gate;
import dev.switchboard.server.transport.Probe;
import dev.switchboard.server.transport.Readers;
import dev.switchboard.server.transport.WebSocketServer;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The whole switch, from its start to its end. Started, drained and closed by one thread. */
public final class Switchboard implements AutoCloseable {

    /** Makes a switch that is not started yet. */
    @FunctionalInterface
    public interface Assembly {

        /**
         * A switch that lives by these settings.
         *
         * @param places what a relative path of the configuration means
         */
        Switchboard assemble(LiveSettings settings, UnaryOperator<Path> places, Time time);
    }

    private final Plugins plugins;
    private final ConnectionManager connections;
    private final LocalHub hub;
    private final Gate gate;
    private final WebSocketServer server;
    private final Drain drain;
    private final List<Registration> parts;
    private final Meters meters;
    private final Probe probe;
    private final Lanes lanes;
    private final Readers readers;

    public Switchboard(
            Plugins plugins,
            ConnectionManager connections,
            LocalHub hub,
            Gate gate,
            WebSocketServer server,
            Drain drain,
            List<Registration> parts,
            Meters meters,
            Probe probe,
            Lanes lanes,
            Readers readers) {
        this.plugins = plugins;
        this.connections = connections;
        this.hub = hub;
        this.gate = gate;
        this.server = server;
        this.drain = drain;
        this.parts = parts;
        this.meters = meters;
        this.probe = probe;
        this.lanes = lanes;
        this.readers = readers;
    }

    /** Starts the plugins, then lets clients in. */
    public void start() throws IOException, MandatoryPluginMissing {
        hub.listen(plugins.events());
        plugins.start();
        server.open();
        gate.open();
    }

    /** The plugins: to add to them before the start, and to look at them later. */
    public Plugins plugins() {
        return plugins;
    }

    /** Who is connected. */
    public ConnectionManager connections() {
        return connections;
    }

    /** What is counted and measured. */
    public Meters meters() {
        return meters;
    }

    /** How the health check makes itself known. */
    public Probe probe() {
        return probe;
    }

    /** Reads the certificate and its key, with TLS, to see whether that can be done. */
    void readKeystore() throws IOException {
        server.readKeystore();
    }

    /** The threads on which everything depends, once it is started. */
    List<Loop> loops() {
        return Stream.concat(lanes.loops().stream(), readers.loops().stream()).toList();
    }

    /** The certificate of the switch, if it uses TLS. */
    public Optional<X509Certificate> certificate() {
        return server.certificate();
    }

    /** The port that clients connect to. */
    public int port() {
        return server.port();
    }

    /** Sends all clients away in good order. */
    public void drain() throws InterruptedException {
        gate.shut();
        server.shut();
        drain.run();
    }

    /** Sends all clients away at once. */
    public void hurry() throws InterruptedException {
        gate.shut();
        server.shut();
        drain.hurry();
    }

    /** Ends everything at once. */
    @Override
    public void close() {
        gate.shut();
        server.stop();
        plugins.stop();
        parts.forEach(Registration::close);
    }
}
