// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import org.jspecify.annotations.Nullable;

/**
 * The client whose message the current thread handles. It owes what this leads to, and is the one
 * that waits. A plugin does not say for whom it publishes or sends, so the thread carries it as far
 * as the hub or the receiver; from there on it is part of what is sent. What a plugin sends later,
 * on a thread of its own, has no sender.
 */
public final class CurrentSender {

    private static final ThreadLocal<@Nullable Publisher> SENDER = new ThreadLocal<>();

    private CurrentSender() {}

    /** This thread begins to handle a message of this client; null when it has done so. */
    public static void set(@Nullable Publisher client) {
        SENDER.set(client);
    }

    /** The client; null if this thread handles no message. */
    public static @Nullable Publisher get() {
        return SENDER.get();
    }
}
