// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.operation;

import dev.switchboard.api.Registration;
import dev.switchboard.server.client.ConnectionManager;
import dev.switchboard.server.client.Revoker;
import dev.switchboard.server.config.DrainSettings;
import dev.switchboard.server.config.LiveSettings;
import dev.switchboard.server.delivery.MemoryBudget;
import dev.switchboard.server.metrics.Meters;
import dev.switchboard.server.plugin.MandatoryPluginMissing;
import dev.switchboard.server.plugin.Plugins;
import dev.switchboard.server.time.Loop;
import dev.switchboard.server.time.Time;
import dev.switchboard.server.transport.Drain;
import dev.switchboard.server.transport.Gate;
import dev.switchboard.server.transport.IncomingMemory;
import dev.switchboard.server.transport.Probe;
import dev.switchboard.server.transport.Readers;
import dev.switchboard.server.transport.WebSocketServer;
import dev.switchboard.server.transport.tls.Tls;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The whole switch, from its start to its end. Started, drained and closed by one thread. */
public final class Switchboard implements AutoCloseable {

    /** Makes a switch that is not started yet; {@code places} say what a relative path means. */
    public interface Assembly {
        Switchboard assemble(LiveSettings settings, UnaryOperator<Path> places, Time time);
    }

    private final SwitchCore core;
    private final Gate gate;
    private final WebSocketServer server;
    private final Tls tls;
    private final Drain drain;
    private final Probe probe;
    private final Readers readers;
    private final IncomingMemory incoming;
    private final Top top;

    /** Of the files of the certificates; of the thread that starts and closes. */
    private Registration watching = () -> {};

    @Inject
    Switchboard(
            SwitchCore core,
            Gate gate,
            WebSocketServer server,
            Tls tls,
            Drain drain,
            Probe probe,
            Readers readers,
            IncomingMemory incoming,
            Time time) {
        this.core = core;
        this.gate = gate;
        this.server = server;
        this.tls = tls;
        this.drain = drain;
        this.probe = probe;
        this.readers = readers;
        this.incoming = incoming;
        this.top = new Top(core, time);
        core.calls().rescuedBy(readers);
    }

    /** Starts the plugins, then lets clients in. */
    public void start() throws IOException, MandatoryPluginMissing {
        core.start();
        server.open();
        watching = tls.watch();
        gate.open();
    }

    /** The plugins: to add to them before the start, and to look at them later. */
    public Plugins plugins() {
        return core.plugins();
    }

    /** Who is connected. */
    public ConnectionManager connections() {
        return core.connections();
    }

    /** Takes back what somebody was believed. */
    public Revoker revoker() {
        return core.revoker();
    }

    /** What is counted and measured. */
    public Meters meters() {
        return core.meters();
    }

    /** What messages on their way out may take. */
    MemoryBudget memory() {
        return core.lanes().memory();
    }

    /** What may be kept of messages on their way in. */
    IncomingMemory incoming() {
        return incoming;
    }

    /** Who causes the load. */
    Top top() {
        return top;
    }

    /** Who may do what. */
    WhoMay whoMay() {
        return new WhoMay(core);
    }

    /** How the health check makes itself known. */
    public Probe probe() {
        return probe;
    }

    /** How it speaks TLS. */
    public Tls tls() {
        return tls;
    }

    /** The threads on which everything depends, once it is started. */
    List<Loop> loops() {
        return Stream.concat(core.lanes().loops().stream(), readers.loops().stream()).toList();
    }

    /** The port that clients connect to. */
    public int port() {
        return server.port();
    }

    /** Sends all clients away in good order. */
    public void drain(DrainSettings limits) throws InterruptedException {
        gate.shut();
        server.shut();
        drain.run(limits);
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
        watching.close();
        server.stop();
        core.close();
    }
}
