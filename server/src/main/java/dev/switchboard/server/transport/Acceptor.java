// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.server.time.Time;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** Accepts visitors, and has them read by threads that can be replaced. */
final class Acceptor extends SpareFileConnector {

    /** So many that may not stay are closed in a row, before those inside are served again. */
    private static final int CLOSED_IN_A_ROW = 64;

    /**
     * So many come in together. Their handshakes are next, all at once, and those inside wait for
     * them: some milliseconds.
     */
    private static final int ACCEPTED_IN_A_ROW = 8;

    private final Readers readers;
    private final PendingConnections pending;

    Acceptor(
            Server server,
            int selectors,
            ConnectionFactory[] factories,
            Readers readers,
            PendingConnections pending,
            Time time) {
        super(server, selectors, "visitors", 0, time, factories);
        this.readers = readers;
        this.pending = pending;
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(
            SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        return new PlainWriteEndPoint(channel, selector, key, getScheduler());
    }

    /** Called by the constructor of the superclass, before our own fields are set. */
    @Override
    protected SelectorManager newSelectorManager(
            Executor executor, Scheduler scheduler, int selectors) {
        return new Selectors(executor, scheduler, selectors) {

            @Override
            protected ManagedSelector newSelector(int id) {
                var selector = new ReaderSelector(this, id);
                readers.add(selector);
                return selector;
            }

            // What is to be done about a new or a closed connection, the only tasks here that can
            // be closed themselves, is done between two selections. Jetty would wake a thread of
            // the pool for each, a quarter of what a short connection costs.
            @Override
            protected void execute(Runnable task) {
                if (task instanceof Closeable && isRunning()) {
                    var all = List.copyOf(getBeans(ReaderSelector.class));
                    all.get(Math.floorMod(System.identityHashCode(task), all.size()))
                            .betweenRounds(task);
                } else { // the selecting itself
                    super.execute(() -> {
                        task.run();
                        readers.finished();
                    });
                }
            }

            // How many since the last selection. Owned by the thread that selects.
            private int accepted;

            @Override
            protected @Nullable SelectableChannel doAccept(SelectableChannel server)
                    throws IOException {
                if (accepted++ < ACCEPTED_IN_A_ROW) {
                    for (int closed = 0; closed < CLOSED_IN_A_ROW; closed++) {
                        var next = super.doAccept(server);
                        if (next instanceof SocketChannel socket && !pending.mayStay(socket)) {
                            socket.close();
                        } else if (next == null) {
                            break;
                        } else {
                            return next;
                        }
                    }
                }
                accepted = 0;
                return null; // there may be more, which the next selection finds
            }
        };
    }
}
