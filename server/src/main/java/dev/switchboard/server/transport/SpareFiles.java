// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.server.log.LogThrottle;
import dev.switchboard.server.time.Time;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that are kept open to be given up when the process may open no more. A connection that
 * cannot be accepted would keep the selector busy for ever. So a spare file is closed and the
 * connection accepted. It is served, where some may be served even then; elsewhere it is closed,
 * and the file opened again. This is logged once a minute, not for each connection. Any thread.
 */
final class SpareFiles {

    /** Accepts one connection, if there is one. */
    @FunctionalInterface
    interface Accept {
        @Nullable SelectableChannel from(SelectableChannel server) throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(SpareFiles.class);
    private static final long BREATH = 10_000_000L;

    private final String whose;
    private final Time time;
    private final BlockingQueue<SocketChannel> spare;
    private final boolean mayServe;
    private final LogThrottle warnings = new LogThrottle(Duration.ofMinutes(1));

    /**
     * @param whose what it is called in the log, who is turned away
     * @param served how many are served when there are no files
     */
    SpareFiles(String whose, int served, Time time) {
        this.whose = whose;
        this.time = time;
        this.mayServe = served > 0;
        this.spare = new ArrayBlockingQueue<>(Math.max(1, served));
    }

    /** Accepts a connection as usual, or in place of a spare file. */
    @Nullable SelectableChannel accept(SelectableChannel server, Accept usual) throws IOException {
        keep();
        try {
            return usual.from(server);
        } catch (IOException notAccepted) {
            if (!server.isOpen()) {
                throw notAccepted;
            }
            if (!giveUp()) {
                warn(notAccepted);
                LockSupport.parkNanos(BREATH);
                keep();
                return null;
            }
            return acceptInPlace(server, usual, notAccepted);
        }
    }

    /** Accepts a connection with the file that was just given up, if nobody else has taken that. */
    private @Nullable SelectableChannel acceptInPlace(
            SelectableChannel server, Accept usual, IOException notAccepted) {
        try {
            var visitor = usual.from(server);
            if (visitor != null && mayServe) {
                return visitor;
            }
            if (visitor != null) {
                visitor.close();
                warn(notAccepted);
            }
        } catch (IOException taken) {
            warn(taken);
        }
        keep();
        return null;
    }

    /** Closes a spare file; whether there was one. */
    boolean giveUp() throws IOException {
        var given = spare.poll();
        if (given == null) {
            return false;
        }
        given.close();
        return true;
    }

    /** Whether none was given up, or all are open again. */
    boolean areAll() {
        return spare.remainingCapacity() == 0;
    }

    /** Opens spare files until there are enough, as far as that is possible. */
    void keep() {
        try {
            while (!areAll()) {
                var kept = SocketChannel.open();
                if (!spare.offer(kept)) {
                    kept.close();
                }
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
