// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import dev.switchboard.server.transport.tls.Tls;

/** The server that clients connect to. */
public final class TransportModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(GateMeters.class).in(Singleton.class);
        bind(IncomingMemory.class).in(Singleton.class);
        bind(ConnectionContext.class).in(Singleton.class);
        bind(Probe.class).in(Singleton.class);
        bind(Gate.class).in(Singleton.class);
        bind(Readers.class).in(Singleton.class);
        bind(Tls.class).in(Singleton.class);
        bind(WebSocketServer.class).in(Singleton.class);
        bind(Drain.class).in(Singleton.class);
    }
}
