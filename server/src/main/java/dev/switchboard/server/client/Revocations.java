// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import dev.switchboard.api.Identity;
import dev.switchboard.server.client.Revocation.What;
import dev.switchboard.server.metrics.Meters;
import dev.switchboard.server.time.Time;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What is no longer believed, although it is valid. Any thread asks; changes are made under the
 * lock, and are kept before they count.
 */
public final class Revocations {

    private static final String EVERYBODY = What.EVERYBODY + ":";

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Revocation> all = new ConcurrentHashMap<>();
    private final Time time;

    /** Null until they are {@link #keepIn kept} somewhere. */
    private @Nullable RevocationFile file;

    /** None yet, and none are kept over a restart. */
    public Revocations(Time time) {
        this.time = time;
    }

    /** The same, and their number is told. */
    @Inject
    public Revocations(Time time, Meters meters) {
        this(time);
        meters.gauge(
                "switchboard_revocations", "What was revoked and is remembered.", () -> all.size());
    }

    /**
     * From now on they are kept in this folder; those that are there count.
     *
     * @throws UncheckedIOException if they cannot be read; nobody must come in then
     */
    public void keepIn(Path folder) {
        lock.lock();
        try {
            var kept = new RevocationFile(folder);
            kept.read().forEach(this::put);
            if (forgetOld()) {
                kept.replace(all.values());
            }
            file = kept;
        } catch (IOException impossible) {
            throw new UncheckedIOException(
                    "cannot read and write the revocations in " + folder, impossible);
        } finally {
            lock.unlock();
        }
    }

    /** Whether somebody must not be believed. */
    public boolean isRevoked(Identity identity) {
        return !all.isEmpty()
                && (isCovered(EVERYBODY, identity)
                        || isCovered(What.USER + ":" + identity.user(), identity)
                        || identity.tokenId()
                                .filter(id -> isCovered(What.TOKEN + ":" + id, identity))
                                .isPresent());
    }

    private boolean isCovered(String key, Identity identity) {
        var revocation = all.get(key);
        return revocation != null && revocation.covers(identity);
    }

    /**
     * From now on this counts, and it is on the disk.
     *
     * @throws UncheckedIOException if it cannot be kept; it counts all the same, until a restart
     */
    public void add(Revocation revocation) {
        lock.lock();
        try {
            put(revocation);
            boolean hasForgotten = forgetOld();
            if (file != null && hasForgotten) {
                file.replace(all.values());
            } else if (file != null) {
                file.add(revocation);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("this will be forgotten at a restart", impossible);
        } finally {
            lock.unlock();
        }
    }

    /** Takes it back; false if there is none. */
    public boolean remove(What what, String name) {
        lock.lock();
        try {
            boolean isThere = all.remove(what + ":" + name) != null;
            if (isThere && file != null) {
                file.replace(all.values());
            }
            return isThere;
        } catch (IOException impossible) {
            throw new UncheckedIOException("this will be back after a restart", impossible);
        } finally {
            lock.unlock();
        }
    }

    /** All that count now. */
    public Collection<Revocation> list() {
        var now = time.instant();
        return List.copyOf(all.values()).stream().filter(it -> it.until().isAfter(now)).toList();
    }

    /** Of two about the same, the one that goes further counts. */
    private void put(Revocation next) {
        all.merge(
                next.key(),
                next,
                (one, other) -> other.issuedBefore().isBefore(one.issuedBefore()) ? one : other);
    }

    private boolean forgetOld() {
        var now = time.instant();
        return all.values().removeIf(it -> !it.until().isAfter(now));
    }
}
