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
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts sockets, also when the process may open no more files. A visitor who then waits at the
 * door would keep the selector awake for ever; so a spare file is given up to take the visitor in,
 * and out again. Said once a minute, not once per visitor. Used by selectors and by who starts and
 * stops it; what changes is atomic.
 */
final class Doorway extends ServerConnector {

    private static final Logger LOG = LoggerFactory.getLogger(Doorway.class);
    private static final long WARN_EVERY = 60_000_000_000L;
    private static final long BREATH = 10_000_000L;

    private final Time time;
    private final Readers readers;
    private final AtomicReference<@Nullable SocketChannel> spare = new AtomicReference<>();
    private final AtomicLong warnedAt = new AtomicLong();

    Doorway(
            Server server,
            int selectors,
            ConnectionFactory[] factories,
            Readers readers,
            Time time) {
        super(server, null, null, null, 0, selectors, factories);
        this.readers = readers;
        this.time = time;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        keepSpare();
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        giveUpSpare();
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(
            SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        return new Socket(channel, selector, key, getScheduler());
    }

    /** Called by the constructor of the superclass, before our own fields are set. */
    @Override
    protected SelectorManager newSelectorManager(
            Executor executor, Scheduler scheduler, int selectors) {
        return new ServerConnectorManager(executor, scheduler, selectors) {
            @Override
            protected ManagedSelector newSelector(int id) {
                var selector = new ReaderSelector(this, id, readers);
                readers.add(selector);
                return selector;
            }

            // What is to be done about a closed connection, the only tasks here that can be closed
            // themselves, is done between two selections. Jetty would wake a thread of the pool for
            // each, a quarter of what a short connection costs.
            @Override
            protected void execute(Runnable task) {
                if (task instanceof Closeable && isRunning()) {
                    var all = List.copyOf(getBeans(ReaderSelector.class));
                    all.get(Math.floorMod(System.identityHashCode(task), all.size()))
                            .betweenRounds(task);
                } else { // the selecting itself: all else comes with a socket, and can be closed
                    super.execute(() -> {
                        task.run();
                        readers.finished();
                    });
                }
            }

            @Override
            protected @Nullable SelectableChannel doAccept(SelectableChannel server)
                    throws IOException {
                try {
                    return super.doAccept(server);
                } catch (IOException notAccepted) {
                    if (!server.isOpen()) {
                        throw notAccepted;
                    }
                    if (giveUpSpare()) {
                        try (var visitor = super.doAccept(server)) {
                            if (visitor != null) {
                                warn(notAccepted);
                            }
                        } finally {
                            keepSpare();
                        }
                    } else {
                        warn(notAccepted);
                        LockSupport.parkNanos(BREATH);
                        keepSpare();
                    }
                    return null;
                }
            }
        };
    }

    private boolean giveUpSpare() throws IOException {
        var given = spare.getAndSet(null);
        if (given == null) {
            return false;
        }
        given.close();
        return true;
    }

    private void keepSpare() {
        try {
            var kept = SocketChannel.open();
            if (!spare.compareAndSet(null, kept)) {
                kept.close();
            }
        } catch (IOException noneLeft) {
            LOG.debug("no file to spare", noneLeft);
        }
    }

    private void warn(IOException notAccepted) {
        long now = time.nanos();
        long before = warnedAt.get();
        if ((before == 0 || now - before > WARN_EVERY) && warnedAt.compareAndSet(before, now)) {
            LOG.warn(
                    "visitors are turned away ({}); if that is for want of open files, raise the"
                            + " limit: ulimit -n, or LimitNOFILE= in systemd",
                    notAccepted.getMessage());
        }
    }
}
