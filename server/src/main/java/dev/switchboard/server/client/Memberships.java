// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import dev.switchboard.server.delivery.Audience.Membership;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where one client is a member: in rooms, and in the topic of its user. May be used from any
 * thread; all fields are guarded by the lock.
 */
public final class Memberships {

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Map<String, Membership> rooms;

    /** In the topic of its user, if it has one. */
    private @Nullable Membership ofUser;

    private boolean isEnded;

    /** What came of trying to join. */
    public enum Joined {
        NOW,
        BEFORE,
        NOT_ALLOWED,
        GONE
    }

    /** What came of trying to become another user, or nobody. */
    public enum Identified {
        NOW,
        BEFORE,
        NOT_ALLOWED,
        GONE
    }

    /**
     * Puts what this makes of it in the place of the membership in the topic of its user, unless
     * the client is gone. It does not leave meanwhile.
     */
    public void replaceOfUser(UnaryOperator<@Nullable Membership> replacement) {
        lock.lock();
        try {
            if (!isEnded) {
                ofUser = replacement.apply(ofUser);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes away the membership in the topic of its user; null if there is none. */
    public @Nullable Membership leaveOfUser() {
        lock.lock();
        try {
            var membership = ofUser;
            ofUser = null;
            return membership;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Makes a membership, unless there is one, or too many, or the client is gone; then, before it
     * can leave, does what follows.
     */
    public Joined join(String room, int most, Supplier<Membership> make, Runnable then) {
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
            then.run();
            return Joined.NOW;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes a membership away and, before there can be another one, does with it what follows;
     * false if there was none.
     */
    public boolean leave(String room, Consumer<Membership> then) {
        lock.lock();
        try {
            var present = rooms;
            var membership = present == null ? null : present.remove(room);
            if (present == null || membership == null) {
                return false;
            }
            if (present.isEmpty()) {
                rooms = null;
            }
            then.accept(membership);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes away each membership in a room that must end and, before anything else happens to the
     * client, does with it what follows.
     */
    public void leaveIf(Predicate<String> mustEnd, BiConsumer<String, Membership> then) {
        lock.lock();
        try {
            var present = rooms;
            if (present == null) {
                return;
            }
            for (var each = present.entrySet().iterator(); each.hasNext(); ) {
                var entry = each.next();
                if (mustEnd.test(entry.getKey())) {
                    each.remove();
                    then.accept(entry.getKey(), entry.getValue());
                }
            }
            if (present.isEmpty()) {
                rooms = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Nothing can be joined from now on, and its user stays; returns the rooms it was in. */
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
