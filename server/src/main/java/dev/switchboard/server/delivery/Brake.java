// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Holds publishers while receivers are behind. Each reason presses it once and eases it once. When
 * the last one is eased, all held publishers go on. May be used from any thread.
 */
final class Brake {

    private final Hold why;
    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by the lock. */
    private int pressed;

    /** Whether that is more than none: written under the lock, read without it on each publish. */
    private volatile boolean isPressed;

    /** Guarded by the lock. */
    private Set<Publisher> held = new HashSet<>();

    /**
     * Not pressed yet.
     *
     * @param why publishers are held
     */
    Brake(Hold why) {
        this.why = why;
    }

    void press() {
        lock.lock();
        try {
            pressed++;
            isPressed = true;
        } finally {
            lock.unlock();
        }
    }

    void ease() {
        Set<Publisher> free;
        lock.lock();
        try {
            pressed--;
            if (pressed > 0) {
                return;
            }
            isPressed = false;
            free = held;
            held = new HashSet<>();
        } finally {
            lock.unlock();
        }
        free.forEach(publisher -> publisher.release(why));
    }

    /**
     * Holds this publisher if the brake is pressed, once however much it publishes.
     *
     * @return whether the publisher is held now
     */
    boolean hold(Publisher publisher) {
        if (!isPressed) {
            return false;
        }
        lock.lock();
        try {
            if (isPressed && held.add(publisher)) {
                publisher.hold(why);
            }
            return isPressed;
        } finally {
            lock.unlock();
        }
    }
}
