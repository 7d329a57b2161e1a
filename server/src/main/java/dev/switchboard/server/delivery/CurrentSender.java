// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import org.jspecify.annotations.Nullable;

/**
 * Who causes what the current thread sends: the client whose message it handles, or else the plugin
 * whose thread it is. This one owes what it leads to, and is the one that waits. A plugin does not
 * say for whom it publishes or sends, so the thread carries it as far as the hub or the receiver;
 * from there on it is part of what is sent.
 */
public final class CurrentSender {

    private static final ThreadLocal<@Nullable Publisher> SENDER = new ThreadLocal<>();

    private CurrentSender() {}

    /** A class loader of a plugin. Threads that have it as their context belong to the plugin. */
    public interface OfPlugin {

        /** Who causes what these threads send; null before the plugin starts. */
        @Nullable Publisher publisher();
    }

    /** This thread begins to act for this one; null when it has done so. */
    public static void set(@Nullable Publisher sender) {
        SENDER.set(sender);
    }

    /** The client or the plugin; null if this thread is known to act for neither. */
    public static @Nullable Publisher get() {
        var sender = SENDER.get();
        return sender == null
                        && Thread.currentThread().getContextClassLoader() instanceof OfPlugin plugin
                ? plugin.publisher()
                : sender;
    }
}
