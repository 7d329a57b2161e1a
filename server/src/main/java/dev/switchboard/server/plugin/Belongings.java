// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import dev.switchboard.api.Registration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that a plugin has taken from the switch and must give back; closed last first. Any thread may
 * use it; the set and the flag are guarded by the lock, and nothing is closed while it is held.
 */
final class Belongings implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Belongings.class);

    private final Lock lock = new ReentrantLock();
    private final SequencedSet<Registration> held = new LinkedHashSet<>();
    private final String owner;
    private boolean isClosed;

    Belongings(String owner) {
        this.owner = owner;
    }

    /**
     * Keeps something until it is given back or the plugin ends.
     *
     * @throws IllegalStateException if the plugin has ended
     */
    void keep(Registration registration) {
        lock.lock();
        try {
            if (!isClosed) {
                held.add(registration);
                return;
            }
        } finally {
            lock.unlock();
        }
        registration.close();
        throw new IllegalStateException("the plugin " + owner + " has stopped");
    }

    /** Forgets what was given back early, or has ended by itself. */
    void drop(Registration registration) {
        lock.lock();
        try {
            held.remove(registration);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        for (Registration registration : takeAll()) {
            try {
                registration.close();
            } catch (Throwable e) {
                LOG.warn(
                        "plugin {}: something that it had registered could not be closed",
                        owner,
                        e);
            }
        }
    }

    private List<Registration> takeAll() {
        lock.lock();
        try {
            isClosed = true;
            List<Registration> lastFirst = List.copyOf(held.reversed());
            held.clear();
            return lastFirst;
        } finally {
            lock.unlock();
        }
    }
}
