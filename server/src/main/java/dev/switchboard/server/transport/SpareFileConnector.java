// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.server.time.Time;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Accepts sockets with the selectors, also when the process may open no more files. Used by the
 * selectors, and by the thread that starts and stops the server.
 */
public class SpareFileConnector extends ServerConnector {

    private final SpareFiles spare;

    /**
     * @param whose what they are called in the log, who are turned away
     * @param served how many are served at a time when the process may open no more files
     */
    public SpareFileConnector(
            Server server,
            int selectors,
            String whose,
            int served,
            Time time,
            ConnectionFactory... factories) {
        super(server, null, null, null, 0, selectors, factories);
        spare = new SpareFiles(whose, served, time);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        spare.keep();
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        while (spare.giveUp()) {
            // the next
        }
    }

    /** Its file is free after the selection that is next; it may have been a spare one. */
    @Override
    protected void onEndPointClosed(EndPoint closed) {
        super.onEndPointClosed(closed);
        if (spare.areAll()) {
            return;
        }
        for (var selector : getSelectorManager().getBeans(ManagedSelector.class)) {
            selector.submit(_ -> selector.submit(_ -> spare.keep()));
        }
    }

    /** Called by the constructor of the superclass, before our own fields are set. */
    @Override
    protected SelectorManager newSelectorManager(
            Executor executor, Scheduler scheduler, int selectors) {
        return new Selectors(executor, scheduler, selectors);
    }

    /** The selectors, which accept. */
    class Selectors extends ServerConnectorManager {

        Selectors(Executor executor, Scheduler scheduler, int selectors) {
            super(executor, scheduler, selectors);
        }

        @Override
        protected @Nullable SelectableChannel doAccept(SelectableChannel server)
                throws IOException {
            return spare.accept(server, super::doAccept);
        }
    }
}
