// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.server.log.LogThrottle;
import dev.switchboard.server.time.Time;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is kept open to be given up when the process may open no more. A connection that
 * cannot be accepted would keep the selector busy for ever. So the spare file is closed, the
 * connection accepted and closed, and the file opened again. This is logged once a minute, not for
 * each connection. Any thread.
 */
final class SpareFile {

    /** Accepts one connection, if there is one. */
    @FunctionalInterface
    interface Accept {
        @Nullable SelectableChannel from(SelectableChannel server) throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(SpareFile.class);
    private static final long BREATH = 10_000_000L;

    private final String whose;
    private final Time time;
    private final AtomicReference<@Nullable SocketChannel> spare = new AtomicReference<>();
    private final LogThrottle warnings = new LogThrottle(Duration.ofMinutes(1));

    /**
     * @param whose what it is called in the log, who is turned away
     */
    SpareFile(String whose, Time time) {
        this.whose = whose;
        this.time = time;
    }

    /** Accepts a connection as usual, or closes it when there is no file for the socket. */
    @Nullable SelectableChannel accept(SelectableChannel server, Accept usual) throws IOException {
        try {
            return usual.from(server);
        } catch (IOException notAccepted) {
            if (!server.isOpen()) {
                throw notAccepted;
            }
            if (giveUp()) {
                try (var visitor = usual.from(server)) {
                    if (visitor != null) {
                        warn(notAccepted);
                    }
                } finally {
                    keep();
                }
            } else {
                warn(notAccepted);
                LockSupport.parkNanos(BREATH);
                keep();
            }
            return null;
        }
    }

    /** Whether there was a file to close. */
    boolean giveUp() throws IOException {
        var given = spare.getAndSet(null);
        if (given == null) {
            return false;
        }
        given.close();
        return true;
    }

    /** Opens the spare file, if that is possible. */
    void keep() {
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
        warnings.log(
                time.nanos(),
                _ ->
                        LOG.warn(
                                "{} are turned away ({}); if that is for want of open files, raise"
                                        + " the limit: ulimit -n, or LimitNOFILE= in systemd",
                                whose,
                                notAccepted.getMessage()));
    }
}
