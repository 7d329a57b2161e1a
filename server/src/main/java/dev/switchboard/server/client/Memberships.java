// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import dev.switchboard.server.delivery.Audience.Membership;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The rooms of one client. May be used from any thread; all fields are guarded by the lock. */
public final class Memberships {

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Map<String, Membership> rooms;
    private boolean isEnded;

    /** What came of trying to join. */
    public enum Joined {
        NOW,
        BEFORE,
        NOT_ALLOWED,
        GONE
    }

    /** Makes a membership, unless there is one, or too many, or the client is gone. */
    public Joined join(String room, int most, Supplier<Membership> make) {
        lock.lock();
        try {
            if (isEnded) {
                return Joined.GONE;
            }
            var present = rooms == null ? new HashMap<String, Membership>(4) : rooms;
            if (present.containsKey(room)) {
                return Joined.BEFORE;
            }
            if (present.size() >= most) {
                return Joined.NOT_ALLOWED;
            }
            present.put(room, make.get());
            rooms = present;
            return Joined.NOW;
        } finally {
            lock.unlock();
        }
    }

    /** Takes a membership away; null if there was none. */
    public @Nullable Membership leave(String room) {
        lock.lock();
        try {
            if (rooms == null) {
                return null;
            }
            var membership = rooms.remove(room);
            if (rooms.isEmpty()) {
                rooms = null;
            }
            return membership;
        } finally {
            lock.unlock();
        }
    }

    /** No room can be joined from now on; returns those it was in. */
    public Set<String> end() {
        lock.lock();
        try {
            isEnded = true;
            return rooms == null ? Set.of() : Set.copyOf(rooms.keySet());
        } finally {
            lock.unlock();
        }
    }

    /** Whether the client is in this room. */
    public boolean isIn(String room) {
        lock.lock();
        try {
            return rooms != null && rooms.containsKey(room);
        } finally {
            lock.unlock();
        }
    }

    Set<String> rooms() {
        lock.lock();
        try {
            return rooms == null ? Set.of() : Set.copyOf(rooms.keySet());
        } finally {
            lock.unlock();
        }
    }
}
