// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import dev.switchboard.server.time.Time;
import dev.switchboard.server.transport.SpareFile;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Accepts operators, on one thread, and sends them away when the process may open no more files.
 */
final class AdminConnector extends ServerConnector {

    private final SpareFile spare;

    AdminConnector(Server server, HttpConnectionFactory http, Time time) {
        super(server, 0, 1, http);
        spare = new SpareFile("operators", time);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        spare.keep();
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        spare.giveUp();
    }

    /** Called by the constructor of the superclass, before our own field is set. */
    @Override
    protected SelectorManager newSelectorManager(
            Executor executor, Scheduler scheduler, int selectors) {
        return new ServerConnectorManager(executor, scheduler, selectors) {
            @Override
            protected @Nullable SelectableChannel doAccept(SelectableChannel server)
                    throws IOException {
                return spare.accept(server, super::doAccept);
            }
        };
    }
}
