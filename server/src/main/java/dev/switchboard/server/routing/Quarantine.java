// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import dev.switchboard.server.time.Time;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps messages away from a plugin that fails on most of them: for a while its kinds are answered
 * with {@code unavailable}, then one call is let through and decides.
 *
 * <p>Any thread may report and ask. A plugin is watched from its first failure until a whole window
 * has passed without one; as long as none is watched, a report or a question costs one volatile
 * read. The map of the watched is replaced under the lock and never changed.
 */
public final class Quarantine {
    private static final Logger log = LoggerFactory.getLogger(Quarantine.class);

    private final Lock lock = new ReentrantLock();
    private final Time time;
    private final int failures;
    private final Duration window;
    private volatile Map<String, Ward> watched = Map.of();

    /**
     * A quarantine for plugins on which, within one window, at least this many calls failed, and
     * more than half of all.
     */
    public Quarantine(Time time, int failures, Duration window) {
        this.time = time;
        this.failures = failures;
        this.window = window;
    }

    /** Whether the owner of this claim is to be left alone now. */
    public boolean holds(Claim claim) {
        Ward ward = watched.get(claim.plugin());
        return ward != null && ward.isHeld(time.nanos());
    }

    /** A call returned, or refused for a reason of its own. */
    public void succeeded(Claim claim) {
        Ward ward = watched.get(claim.plugin());
        if (ward != null && ward.succeeded(time.nanos())) {
            discharge(claim.plugin(), ward);
        }
    }

    /** A call ended in a way that its plugin did not mean. */
    public void failed(Claim claim, Throwable cause) {
        if (ward(claim.plugin()).failed(time.nanos())) {
            log.error(
                    "plugin {} failed on most of its messages and gets no more for {} s, last on {}",
                    claim.plugin(),
                    window.toSeconds(),
                    claim.subject(),
                    cause);
        }
    }

    /** The ids of the plugins that are left alone now. */
    public Set<String> held() {
        long now = time.nanos();
        return watched.entrySet().stream()
                .filter(entry -> entry.getValue().isHeld(now))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private Ward ward(String plugin) {
        Ward ward = watched.get(plugin);
        return ward != null ? ward : admit(plugin);
    }

    private Ward admit(String plugin) {
        lock.lock();
        try {
            Map<String, Ward> next = new HashMap<>(watched);
            Ward fresh = new Ward(failures, window.toNanos(), time.nanos());
            Ward ward = Objects.requireNonNullElse(next.putIfAbsent(plugin, fresh), fresh);
            watched = Map.copyOf(next);
            return ward;
        } finally {
            lock.unlock();
        }
    }

    private void discharge(String plugin, Ward ward) {
        lock.lock();
        try {
            Map<String, Ward> next = new HashMap<>(watched);
            next.remove(plugin, ward);
            watched = Map.copyOf(next);
        } finally {
            lock.unlock();
        }
    }
}
